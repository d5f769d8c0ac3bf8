package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import org.jspecify.annotations.Nullable;

/** Finds the shortest path from a candidate through its component to its referent. */
public final class PathSearch {
    private final Graph graph;
    private final Cycles cycles;
    private final Bits seen;
    private final IntStack queue = new IntStack();

    /** For each place of the queue, the place from which it was reached, or −1 for the first. */
    private final IntStack from = new IntStack();

    private long work;

    public PathSearch(Heap heap, Graph graph, Cycles cycles) {
        this.graph = graph;
        this.cycles = cycles;
        this.seen = new Bits(heap.size());
    }

    /** Returns how many nodes were visited, in all searches so far. */
    public long work() {
        return work;
    }

    /**
     * Returns the nodes from the candidate to its referent.
     *
     * @param throughOthers whether the path may lead through other candidates
     * @return null if there is no such path
     */
    public int @Nullable [] find(int candidate, int referent, boolean throughOthers) {
        add(candidate, -1);
        int found = -1;
        for (int i = 0; i < queue.size() && found < 0; i++) {
            graph.of(queue.get(i), 0);
            for (int target = graph.next(); target != Graph.NONE && found < 0; target = graph.next()) {
                if (cycles.areConnected(target, candidate) && !seen.get(target) && (throughOthers || !graph.isWeak())) {
                    add(target, i);
                    found = target == referent ? queue.size() - 1 : -1;
                }
            }
        }
        int[] path = found < 0 ? null : path(found);
        forget();
        return path;
    }

    private void add(int node, int cameFrom) {
        seen.set(node);
        queue.push(node);
        from.push(cameFrom);
    }

    private int[] path(int last) {
        IntStack reversed = new IntStack();
        for (int i = last; i >= 0; i = from.get(i)) {
            reversed.push(queue.get(i));
        }
        int[] path = new int[reversed.size()];
        for (int i = 0; i < path.length; i++) {
            path[i] = reversed.pop();
        }
        return path;
    }

    private void forget() {
        work += queue.size();
        for (int i = 0; i < queue.size(); i++) {
            seen.clear(queue.get(i));
        }
        queue.clear();
        from.clear();
    }
}
