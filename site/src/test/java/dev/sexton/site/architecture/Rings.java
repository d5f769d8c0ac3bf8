package dev.sexton.site.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the strongly connected components of a graph, by Tarjan's algorithm (SIAM Journal on Computing 1, 1972). */
final class Rings {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> rings = new ArrayList<>();

    private Rings(Map<String, Set<String>> graph) {
        this.graph = graph;
    }

    /** Returns the rings of more than two, each sorted. */
    static List<Set<String>> of(Map<String, Set<String>> graph) {
        Rings rings = new Rings(graph);
        for (String node : graph.keySet()) {
            if (!rings.order.containsKey(node)) {
                rings.visit(node);
            }
        }
        return rings.rings;
    }

    private void visit(String node) {
        order.put(node, order.size());
        lowest.put(node, order.get(node));
        open.push(node);
        for (String next : graph.getOrDefault(node, Set.of())) {
            if (!order.containsKey(next)) {
                visit(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(node, order.get(next), Math::min);
            }
        }
        if (lowest.get(node).equals(order.get(node))) {
            close(node);
        }
    }

    private void close(String root) {
        Set<String> ring = new TreeSet<>();
        String member;
        do {
            member = open.pop();
            ring.add(member);
        } while (!member.equals(root));
        if (ring.size() > 2) {
            rings.add(ring);
        }
    }
}
