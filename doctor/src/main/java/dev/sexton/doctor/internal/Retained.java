package dev.sexton.doctor.internal;

import dev.sexton.doctor.internal.Edges.Which;

/** Adds up what only a group's objects and cleanups hold; each object is counted once, for the first group that asks. */
final class Retained {
    private final Heap heap;
    private final Edges edges;

    /** Held by others, or counted. */
    private final Bits settled;

    private final IntStack stack = new IntStack();

    Retained(Heap heap, Bits heldByOthers) {
        this.heap = heap;
        this.edges = new Edges(heap);
        this.settled = heldByOthers;
    }

    long bytes(Groups.Group group, Suspects suspects) {
        long bytes = 0;
        for (int i = 0; i < group.count(); i++) {
            reach(suspects.referent(group.member(i)));
            follow(suspects.reference(group.member(i)), Which.PAYLOAD);
            bytes += drain();
        }
        return bytes;
    }

    private long drain() {
        long bytes = 0;
        while (!stack.isEmpty()) {
            int object = stack.pop();
            bytes += heap.shallowBytes(object);
            follow(object, Which.STRONG);
        }
        return bytes;
    }

    private void follow(int object, Which which) {
        edges.of(object, which);
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            reach(target);
        }
    }

    private void reach(int object) {
        if (!settled.get(object)) {
            settled.set(object);
            stack.push(object);
        }
    }
}
