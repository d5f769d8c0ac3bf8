package dev.sexton.cleanup.internal.work;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;

/** The stack with what Lincheck may do to it. Lincheck itself runs the same operations one by one to learn what is right. */
public final class StackOperations {
    private static final class Numbered extends LockFreeStack.Node<Numbered> {
        private final int value;

        Numbered(int value) {
            this.value = value;
        }
    }

    private final LockFreeStack<Numbered> stack = new LockFreeStack<>();

    @Operation
    public void push(int value) {
        stack.push(new Numbered(value));
    }

    @Operation
    public @Nullable Integer pop() {
        Numbered number = stack.pop();
        return number == null ? null : number.value;
    }
}
