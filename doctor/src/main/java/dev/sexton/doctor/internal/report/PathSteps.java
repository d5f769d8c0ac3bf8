package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.Root;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import dev.sexton.doctor.internal.graph.Edges;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.graph.RootSearch;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.HprofReader;
import dev.sexton.doctor.internal.reading.Names;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.reading.RootKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns paths of nodes into steps: a collection with its internals is one step, and so is a chain of the same step. */
public final class PathSteps {
    /** Of a longer path only the beginning and the end are kept. */
    private static final int MOST_STEPS = 24;

    private static final String THREAD_LOCALS = "java.lang.ThreadLocal$ThreadLocalMap";

    private final Heap heap;
    private final boolean individuals;
    private final Edges edges;

    /**
     * Makes steps for this heap's paths.
     *
     * @param individuals whether a thread has its name, or only its class, like many of its kind
     */
    public PathSteps(Heap heap, boolean individuals) {
        this.heap = heap;
        this.individuals = individuals;
        this.edges = new Edges(heap);
    }

    /** Returns the steps along a path of at least one node. */
    List<Step> of(int[] path) {
        List<Step> steps = new ArrayList<>();
        int i = 0;
        while (i < path.length - 1) {
            int entry = threadLocalEntry(path, i);
            if (entry >= 0) {
                steps.add(new Step(object(path[i]), Optional.of(threadLocal(path[entry]))));
                i = entry;
                continue;
            }
            boolean collection = isCollection(path[i]);
            int last = collection ? lastInside(path, i) : i;
            Link link = collection ? element(path[last], path[last + 1]) : link(path[i], path[i + 1]);
            Step step = new Step(object(path[i], link), Optional.of(link));
            if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
                steps.add(step);
            }
            i = last + 1;
        }
        steps.add(new Step(object(path[i]), Optional.empty()));
        return shortened(steps);
    }

    /** Returns the path by which a search has reached an object. */
    public RootPath to(int object, RootSearch search) {
        int[] path = search.path(object);
        return new RootPath(root(search.rootOf(path)), of(path));
    }

    /** Returns the place of the entry of a thread's map of thread-locals, if that is what follows; otherwise −1. */
    private int threadLocalEntry(int[] path, int thread) {
        ClassInfo type = heap.instanceClass(path[thread]);
        if (type == null || !type.isThread || !heap.className(path[thread + 1]).equals(THREAD_LOCALS)) {
            return -1;
        }
        for (int i = thread + 2; i < path.length; i++) {
            if (heap.className(path[i]).equals(THREAD_LOCALS + "$Entry")) {
                return i;
            }
        }
        return -1;
    }

    private Link threadLocal(int entry) {
        Link field = edges.staticField(heap.referent(entry));
        return field == null
                ? of(Link.Kind.THREAD_LOCAL)
                : new Link(Link.Kind.THREAD_LOCAL, field.declaringClass(), field.name());
    }

    private static List<Step> shortened(List<Step> steps) {
        if (steps.size() <= MOST_STEPS) {
            return steps;
        }
        int omitted = steps.size() - MOST_STEPS;
        List<Step> shorter = new ArrayList<>(steps.subList(0, MOST_STEPS / 2 - 1));
        Link rest = new Link(Link.Kind.OMITTED, "", Integer.toString(omitted));
        shorter.add(new Step(steps.get(MOST_STEPS / 2 - 1).object(), Optional.of(rest)));
        shorter.addAll(steps.subList(steps.size() - MOST_STEPS / 2, steps.size()));
        return shorter;
    }

    /** Returns the last node, from this one on, that is a part of the collection; never the path's last. */
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

    private Link element(int node, int target) {
        return switch (link(node, target).name()) {
            case "key" -> of(Link.Kind.KEY);
            case "value", "val" -> of(Link.Kind.VALUE);
            default -> of(Link.Kind.ELEMENT);
        };
    }

    private Link link(int node, int target) {
        if (heap.waitsFor(target) == node) {
            return of(Link.Kind.CLEANUP);
        }
        return edges.link(node, target);
    }

    private static Link of(Link.Kind kind) {
        return new Link(kind, "", "");
    }

    private HeapObject object(int node, Link link) {
        HeapObject object = object(node);
        boolean outer = link.kind() == Link.Kind.FIELD && link.name().startsWith("this$");
        return outer && object.kind() == HeapObject.Kind.INSTANCE
                ? new HeapObject(HeapObject.Kind.INNER, object.className(), "")
                : object;
    }

    private HeapObject object(int node) {
        ClassInfo type = heap.instanceClass(node);
        if (type == null) {
            return heap.tag(node) == HprofReader.CLASS_DUMP
                    ? new HeapObject(HeapObject.Kind.CLASS, heap.classOf(node), "")
                    : new HeapObject(HeapObject.Kind.INSTANCE, heap.className(node), "");
        }
        String name = Names.ofSource(type.name);
        return Names.isLambda(type.name)
                ? new HeapObject(HeapObject.Kind.LAMBDA, name, "")
                : new HeapObject(kind(type), name, individuals ? name(type, node) : "");
    }

    private static HeapObject.Kind kind(ClassInfo type) {
        if (type.isThread) {
            return HeapObject.Kind.THREAD;
        }
        return type.isClassLoader ? HeapObject.Kind.CLASS_LOADER : HeapObject.Kind.INSTANCE;
    }

    private String name(ClassInfo type, int node) {
        return type.isThread || type.isClassLoader ? name(node) : "";
    }

    /** Returns the name of a thread or a class loader, or an empty string. */
    private String name(int node) {
        String name = heap.string(heap.field(node, "name"));
        return name == null ? "" : name;
    }

    /** Returns the name of an object's class, or in which class it is a lambda. */
    static String className(String name) {
        return (Names.isLambda(name) ? "lambda in " : "") + Names.ofSource(name);
    }

    private Root root(int root) {
        RootKind kind = heap.roots().kind(root);
        int thread = heap.roots().thread(root);
        Optional<String> name = thread == ObjectIndex.ABSENT ? Optional.empty() : Optional.of(name(thread));
        return new Root(kind.kind, name, Optional.ofNullable(heap.roots().method(root)));
    }
}
