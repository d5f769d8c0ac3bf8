package dev.sexton.cleanup.internal.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Treiber's stack ("Systems Programming: Coping with Parallelism", 1986), with the links in the nodes.
 *
 * Its known trap is ABA: a pop that reads head A and next B, sleeps while A and B are popped and A is pushed again, and then
 * makes B the head. Here a node is pushed at most once in its life: blocks are made for one push and then left to the
 * collector, which cannot reuse A's memory while the sleeping pop still refers to it. So a head that is still A has never
 * been gone, and no version counter and no list of free nodes is needed.
 */
final class LockFreeStack<T extends LockFreeStack.Node<T>> {
    /** An element, which can be pushed once. */
    abstract static class Node<T> {
        /** Written before the push that publishes it, and by the pop that won the node. */
        private @Nullable T next;
    }

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(LockFreeStack.class, "head", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable T head;

    void push(T node) {
        Node<T> link = node;
        T first;
        do {
            first = head;
            link.next = first;
        } while (!HEAD.compareAndSet(this, first, node));
    }

    /** Null if the stack is empty. */
    @Nullable
    T pop() {
        while (true) {
            T first = head;
            if (first == null) {
                return null;
            }
            Node<T> link = first;
            // Null if another pop has won the node meanwhile; then the head has changed for good and this attempt
            // fails.
            T second = link.next;
            if (HEAD.compareAndSet(this, first, second)) {
                link.next = null;
                return first;
            }
        }
    }
}
