package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.primitives.IntStack;

/*
 * The strongly connected components of the graph, as far as it can be reached from candidates: Gabow's path-based algorithm
 * ("Path-based depth-first search for strong and biconnected components", 2000), with the recursion on stacks of its own,
 * since linked lists of millions of nodes are ordinary.
 *
 * A candidate is in one component with its referent if and only if it can be reached from itself.
 */
public final class Cycles {
    /** 0: not visited; positive: the order of the visit, while its component is open; negative: its component. */
    private final int[] numbers;

    private final Graph graph;
    private final IntStack open = new IntStack();
    private final IntStack boundaries = new IntStack();
    private final IntStack path = new IntStack();
    private final IntStack places = new IntStack();
    private int visited;
    private int components;

    public Cycles(Heap heap, Candidates candidates, Graph graph) {
        this.numbers = new int[heap.size()];
        this.graph = graph;
        for (int i = 0; i < candidates.size(); i++) {
            if (numbers[candidates.reference(i)] == 0) {
                search(candidates.reference(i));
            }
        }
    }

    public boolean areConnected(int node, int other) {
        return numbers[node] != 0 && numbers[node] == numbers[other];
    }

    private void search(int start) {
        enter(start);
        while (!path.isEmpty()) {
            int node = path.top();
            graph.of(node, places.top());
            int target = graph.next();
            places.setTop(graph.place());
            if (target == Graph.NONE) {
                leave(node);
            } else if (numbers[target] == 0) {
                enter(target);
            } else if (numbers[target] > 0) {
                while (numbers[boundaries.top()] > numbers[target]) {
                    boundaries.pop();
                }
            }
        }
    }

    private void enter(int node) {
        numbers[node] = ++visited;
        open.push(node);
        boundaries.push(node);
        path.push(node);
        places.push(0);
    }

    private void leave(int node) {
        path.pop();
        places.pop();
        if (boundaries.top() == node) {
            boundaries.pop();
            components++;
            int member;
            do {
                member = open.pop();
                numbers[member] = -components;
            } while (member != node);
        }
    }
}
