package dev.sexton.doctor.internal;

import dev.sexton.doctor.Step;
import java.util.ArrayList;
import java.util.List;

/** Says in words what objects are and how they refer to each other. */
final class Words {
    static final String LAMBDA = "lambda in ";
    static final String INNER_CLASS = "inner class ";
    static final String ITS_CLEANUP = "its cleanup";
    static final String ELEMENT = "an element";
    static final String KEY = "a key";
    static final String VALUE = "a value";

    /** More steps than this are told by their beginning and their end. */
    private static final int MOST_STEPS = 24;

    private static final String LAMBDA_CLASS = "$$Lambda";

    private final Heap heap;
    private final boolean threadNames;
    private final Edges edges;

    /**
     * Words for this heap's objects.
     *
     * @param threadNames whether a thread is told by its name, or only by its class, like many of its kind
     */
    Words(Heap heap, boolean threadNames) {
        this.heap = heap;
        this.threadNames = threadNames;
        this.edges = new Edges(heap);
    }

    /** The steps along a path; a collection and its innards are one step, and so is a chain of the same step. */
    List<Step> steps(int[] path) {
        List<Step> steps = new ArrayList<>();
        int i = 0;
        while (i < path.length - 1) {
            boolean collection = isCollection(path[i]);
            int last = collection ? lastInside(path, i) : i;
            String via = collection ? element(path[last], path[last + 1]) : label(path[i], path[i + 1]);
            Step step = new Step(object(path[i], via), via);
            if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
                steps.add(step);
            }
            i = last + 1;
        }
        steps.add(new Step(object(path[i], ""), ""));
        return shortened(steps);
    }

    private static List<Step> shortened(List<Step> steps) {
        if (steps.size() <= MOST_STEPS) {
            return steps;
        }
        List<Step> shorter = new ArrayList<>(steps.subList(0, MOST_STEPS / 2));
        shorter.add(new Step("… (" + (steps.size() - MOST_STEPS) + " more)", "…"));
        shorter.addAll(steps.subList(steps.size() - MOST_STEPS / 2, steps.size()));
        return shorter;
    }

    /** The last node, from this one on, that is a part of the collection; never the path's last. */
    private int lastInside(int[] path, int first) {
        String home = packageOf(heap.className(path[first]));
        int last = first;
        while (last + 1 < path.length - 1 && isInside(path[last + 1], home)) {
            last++;
        }
        return last;
    }

    private boolean isInside(int node, String home) {
        String name = heap.className(node);
        return !heap.isReference(node)
                && (heap.tag(node) == HprofReader.OBJECT_ARRAY_DUMP
                        || packageOf(name).equals(home)
                        || packageOf(name).startsWith("java.util"));
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private boolean isCollection(int node) {
        for (ClassInfo c = heap.instanceClass(node); c != null; c = c.superclass) {
            if (c.name.equals("java.util.AbstractCollection")
                    || c.name.equals("java.util.AbstractMap")
                    || c.name.equals("java.util.Dictionary")
                    || c.name.startsWith("java.util.Collections$")
                    || c.name.startsWith("java.util.concurrent.CopyOnWrite")) {
                return true;
            }
        }
        return false;
    }

    private String element(int node, int target) {
        return switch (label(node, target)) {
            case "key" -> KEY;
            case "value", "val" -> VALUE;
            default -> ELEMENT;
        };
    }

    private String label(int node, int target) {
        if (heap.isReference(target) && heap.referent(target) == node) {
            return ITS_CLEANUP;
        }
        ClassInfo type = heap.instanceClass(node);
        if (type != null && type.object == target) {
            return "its class";
        }
        String label = edges.label(node, target);
        return label.equals(Edges.ELEMENT) ? ELEMENT : label;
    }

    private String object(int node, String via) {
        String name = name(node);
        return via.startsWith("this$") && !name.startsWith(LAMBDA) ? INNER_CLASS + name : name;
    }

    private String name(int node) {
        ClassInfo type = heap.instanceClass(node);
        if (type == null) {
            return heap.tag(node) == HprofReader.CLASS_DUMP ? "class " + heap.classOf(node) : heap.className(node);
        }
        return type.isThread && threadNames ? type.name + " " + threadName(node) : className(type.name);
    }

    /** A class's name; the JVM's names of lambdas and bound method references differ from run to run. */
    static String className(String name) {
        int lambda = name.indexOf(LAMBDA_CLASS);
        if (lambda >= 0) {
            return LAMBDA + name.substring(0, lambda);
        }
        int hidden = name.indexOf("+0x");
        return hidden >= 0 ? name.substring(0, hidden) : name;
    }

    private String threadName(int thread) {
        String name = heap.string(heap.field(thread, "name"));
        return name == null ? "" : '"' + name + '"';
    }

    String root(int root) {
        RootKind kind = heap.roots().kind(root);
        int thread = heap.roots().thread(root);
        String method = heap.roots().method(root);
        String ofThread =
                thread == ObjectIndex.ABSENT || kind == RootKind.THREAD ? "" : " of thread " + threadName(thread);
        return kind.words + ofThread + (method == null ? "" : " in " + method);
    }
}
