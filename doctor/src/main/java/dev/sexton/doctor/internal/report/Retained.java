package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.internal.graph.Candidates;
import dev.sexton.doctor.internal.graph.Edges;
import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;

/** Adds up the bytes that only a group's objects and cleanups hold; each object is counted once, for the first group that asks. */
final class Retained {
    private final Heap heap;
    private final Edges edges;

    /** Objects that others hold, or that were counted. */
    private final Bits settled;

    private final IntStack stack = new IntStack();

    Retained(Heap heap, Bits heldByOthers) {
        this.heap = heap;
        this.edges = new Edges(heap);
        this.settled = heldByOthers;
    }

    long bytes(Groups.Group group, Candidates candidates) {
        long bytes = 0;
        for (int i = 0; i < group.count(); i++) {
            reach(candidates.referent(group.member(i)));
            follow(candidates.reference(group.member(i)), Which.PAYLOAD);
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
