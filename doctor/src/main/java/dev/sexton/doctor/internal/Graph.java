package dev.sexton.doctor.internal;

import dev.sexton.doctor.internal.Edges.Which;

/*
 * What it takes for an object to be kept by cleanups, as a graph. Its nodes are objects and suspects; its arrows are
 *
 *     object ──▶ object     a strong reference
 *     suspect ─▶ object     a strong reference in the suspect's own fields
 *     object ──▶ suspect    where the suspect refers to the object weakly: as long as the object is not dead, the cleanup
 *                           waits and holds what it holds
 *
 * A cleanup that can never run is a suspect that can be reached from itself, by way of its own referent or by way of others'.
 *
 * Left out is what is reachable for everybody, since nobody in particular keeps it: threads, class loaders and classes have no
 * arrows, and neither have objects that were marked, but for what they captured as closures: that cannot be cut later, so
 * it is the cleanup's fault all the same. Reference objects are entered from their referents alone: what another cleanup holds
 * is that cleanup's own affair, and all cleanups of a Cleaner are linked to each other.
 */
final class Graph {
    static final int NONE = Edges.NONE;

    /** The place of the first suspect among an object's arrows; those before are slots of {@link Edges}. */
    private static final int SUSPECTS = Integer.MIN_VALUE;

    private final Heap heap;
    private final Suspects suspects;

    /** What is reachable for everybody. */
    private final Bits shared;

    private final Edges edges;
    private int node;
    private int firstSuspect;
    private int at;

    Graph(Heap heap, Suspects suspects, Bits shared) {
        this.heap = heap;
        this.suspects = suspects;
        this.shared = shared;
        this.edges = new Edges(heap);
    }

    /** Moves to a node's arrows, to the first one (0) or to where {@link #at} was. */
    void of(int node, int at) {
        this.node = node;
        this.at = at;
        if (at >= 0) {
            edges.of(node, which(node));
            edges.goTo(at);
        }
        firstSuspect = suspects.isReferent(node) && !shared.get(node) ? suspects.firstOf(node) : suspects.size();
    }

    private Which which(int object) {
        ClassInfo type = heap.instanceClass(object);
        if (type == null) {
            return heap.tag(object) == HprofReader.CLASS_DUMP || shared.get(object) ? Which.CAPTURES : Which.STRONG;
        }
        if (type.isReference) {
            return Which.PAYLOAD;
        }
        return type.isForEverybody() || shared.get(object) ? Which.CAPTURES : Which.STRONG;
    }

    /** Where the next arrow leads, or {@link #NONE}. */
    int next() {
        while (at >= 0) {
            int target = edges.next();
            at = edges.at();
            if (target == Edges.NONE) {
                at = SUSPECTS;
            } else if (!heap.isReference(target) || suspects.isReferent(target)) {
                return target;
            }
        }
        int suspect = firstSuspect + (at - SUSPECTS);
        if (!suspects.refersTo(suspect, node)) {
            return NONE;
        }
        at++;
        return suspects.reference(suspect);
    }

    int at() {
        return at;
    }

    /** Whether the last arrow led from an object to a suspect that refers to it weakly. */
    boolean isWeak() {
        return at < 0;
    }
}
