package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.reading.ClassInfo;

/*
 * How cleanups keep objects, as a graph. Its nodes are objects, and references that are candidates; its arrows are
 *
 *     object ────▶ object       a strong reference
 *     candidate ─▶ object       a strong reference in the candidate's own fields
 *     object ────▶ candidate    where the candidate refers to the object weakly: as long as the object is not dead, the cleanup
 *                               waits and holds what it holds
 *
 * A cleanup that can never run is a candidate that can be reached from itself, by way of its own referent or of others'.
 *
 * Objects that are reachable for everybody are left out, since no cleanup in particular keeps them: threads and objects that were
 * marked have no arrows, except for what they captured as closures: that cannot be cut later, so the cleanup that holds the closure
 * is at fault all the same. So it is if it holds a listener that only collections list besides (Belongings). Classes and class loaders are marked, as a rule. If one is not, then only cleanups hold it, and a path
 * leads from an object through its class and its loader to the static fields of all classes of the loader. A reference object is
 * entered only from its referent: what another cleanup holds is its own affair, and all cleanups of a Cleaner are linked to each
 * other.
 *
 * A node's arrows are numbered: first its strong references, in the order of Edges, then the candidates that wait for it. So a
 * place among them is one number, and a search can come back to it.
 */
public final class Graph {
    static final int NONE = Edges.NONE;

    private final Heap heap;
    private final Candidates candidates;

    /** The objects that are reachable for everybody. */
    private final Bits shared;

    /** Those of them that all the same belong to one cleanup. */
    private final Bits belongings;

    private final Edges edges;
    private int node;
    private int firstWaiting;

    /** How many of the candidates that wait for the node were passed; positive only after all of its edges. */
    private int waitingPassed;

    public Graph(Heap heap, Candidates candidates, Bits shared, Bits belongings) {
        this.heap = heap;
        this.candidates = candidates;
        this.shared = shared;
        this.belongings = belongings;
        this.edges = new Edges(heap);
    }

    /** Moves to the arrow of a node with this number; the first is 0. */
    void of(int node, int place) {
        this.node = node;
        edges.of(node, which(node));
        edges.goTo(Math.min(place, edges.count()));
        waitingPassed = Math.max(0, place - edges.count());
        firstWaiting = candidates.isReferent(node) && !shared.get(node) ? candidates.firstOf(node) : candidates.size();
    }

    private Which which(int object) {
        ClassInfo type = heap.instanceClass(object);
        if (candidates.isReference(object) || (type != null && type.isReference)) {
            return Which.PAYLOAD;
        }
        boolean isForEverybody = shared.get(object) && !belongings.get(object);
        return isForEverybody || (type != null && type.isThread) ? Which.CAPTURES : Which.STRONG;
    }

    /** Passes an arrow and returns where it leads, or {@link #NONE}. */
    int next() {
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            if (isEntered(target)) {
                return target;
            }
        }
        int waiting = firstWaiting + waitingPassed;
        if (!candidates.refersTo(waiting, node)) {
            return NONE;
        }
        waitingPassed++;
        return candidates.reference(waiting);
    }

    private boolean isEntered(int target) {
        return candidates.isReferent(target) || !(candidates.isReference(target) || heap.isReference(target));
    }

    /** Returns the number of the arrow that is next. */
    int place() {
        return edges.place() + waitingPassed;
    }

    /** Returns whether the last arrow led from an object to a candidate that waits for it. */
    boolean isWeak() {
        return waitingPassed > 0;
    }
}
