package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.internal.graph.Candidates;
import dev.sexton.doctor.internal.graph.Edges;
import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import java.util.Map;
import java.util.TreeMap;

/*
 * Walks over the objects that only a group's objects and cleanups hold, and adds up their bytes; each object is counted once, for
 * the first group that asks. A candidate that hangs in these objects follows from the group: it goes when the group's objects go.
 */
final class Retained {
    private final Heap heap;
    private final Candidates candidates;
    private final Edges edges;

    /** Objects that others hold, or that were counted. */
    private final Bits settled;

    private final IntStack stack = new IntStack();
    private Map<String, Integer> consequences = new TreeMap<>();

    Retained(Heap heap, Candidates candidates, Bits heldByOthers) {
        this.heap = heap;
        this.candidates = candidates;
        this.edges = new Edges(heap);
        this.settled = heldByOthers;
    }

    /** Completes what is known of a group. */
    Found complete(Groups.Group group) {
        consequences = new TreeMap<>();
        long bytes = 0;
        for (int i = 0; i < group.count(); i++) {
            reach(candidates.referent(group.member(i)));
            follow(candidates.reference(group.member(i)), Which.PAYLOAD);
            bytes += drain();
        }
        return group.found(bytes, consequences);
    }

    private long drain() {
        long bytes = 0;
        while (!stack.isEmpty()) {
            int object = stack.pop();
            bytes += heap.shallowBytes(object);
            if (candidates.isReference(object)) {
                consequences.merge(PathSteps.className(heap.className(heap.waitsFor(object))), 1, Integer::sum);
            }
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
