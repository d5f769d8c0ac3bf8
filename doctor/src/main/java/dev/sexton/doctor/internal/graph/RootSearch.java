package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.reading.Percent;
import dev.sexton.doctor.internal.reading.RootKind;
import dev.sexton.doctor.internal.reading.Roots;
import java.util.function.Predicate;

/*
 * Finds the shortest paths from roots to some objects, by strong references, breadth first: all nodes at one distance, then all
 * at the next. For each node it keeps only where the node was reached from, which takes 4 bytes an object.
 */
public final class RootSearch {
    private static final int NOT_REACHED = 0;

    private final Heap heap;
    private final Edges edges;
    private final Percent percent;

    /** Of each node, 1 + the node that it was reached from, or −1 − the root that holds it. */
    private final int[] origins;

    private IntStack frontier = new IntStack();
    private int reached;

    public RootSearch(Heap heap, Progress progress) {
        this.heap = heap;
        this.edges = new Edges(heap);
        this.percent = new Percent("searching", heap.size(), progress);
        this.origins = new int[heap.size()];
    }

    /**
     * Searches until all of the wanted objects are reached, or all that is allowed. A further search goes on from other roots.
     *
     * @param from the roots to begin at
     * @param wanted objects
     * @param count how many objects are wanted
     * @param barred objects that no path may lead through
     * @return how many objects are still wanted
     */
    public int search(Predicate<RootKind> from, Bits wanted, int count, Bits barred) {
        int left = reachRoots(from, wanted, count, barred);
        while (left > 0 && !frontier.isEmpty()) {
            IntStack nodes = frontier;
            frontier = new IntStack();
            for (int i = 0; i < nodes.size() && left > 0; i++) {
                left -= leave(nodes.get(i), wanted, barred);
            }
        }
        return left;
    }

    private int reachRoots(Predicate<RootKind> from, Bits wanted, int count, Bits barred) {
        Roots roots = heap.roots();
        int left = count;
        for (int i = 0; i < roots.size(); i++) {
            if (from.test(roots.kind(i))) {
                left -= reach(roots.object(i), -1 - i, wanted, barred);
            }
        }
        return left;
    }

    /** Reaches all that a node refers to; returns how many of these are wanted. */
    private int leave(int node, Bits wanted, Bits barred) {
        percent.reached(reached);
        int found = 0;
        edges.of(node, Which.STRONG);
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            found += reach(target, 1 + node, wanted, barred);
        }
        return found;
    }

    private int reach(int node, int origin, Bits wanted, Bits barred) {
        if (origins[node] != NOT_REACHED || barred.get(node)) {
            return 0;
        }
        origins[node] = origin;
        frontier.push(node);
        reached++;
        return wanted.get(node) ? 1 : 0;
    }

    /** Returns whether a search has reached this object. */
    public boolean hasReached(int object) {
        return origins[object] != NOT_REACHED;
    }

    /** Returns the path to an object that was reached, from the object that the root holds. */
    public int[] path(int object) {
        IntStack reversed = new IntStack();
        int node = object;
        reversed.push(node);
        while (origins[node] > 0) {
            node = origins[node] - 1;
            reversed.push(node);
        }
        int[] nodes = new int[reversed.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = reversed.pop();
        }
        return nodes;
    }

    /** Returns the number of the root that holds the first object of a path. */
    public int rootOf(int[] path) {
        return -1 - origins[path[0]];
    }
}
