package dev.sexton.doctor.internal;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.internal.Edges.Which;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the shortest way from a root to an object, by strong references. */
final class RootSearch {
    private final Heap heap;
    private final Edges edges;
    private final Percent percent;
    private final Bits seen;
    private final IntStack queue = new IntStack();

    /** For each place of the queue, the place it was reached from; roots as −1 − root. */
    private final IntStack from = new IntStack();

    private RootSearch(Heap heap, Progress progress) {
        this.heap = heap;
        this.edges = new Edges(heap);
        this.percent = new Percent("searching", heap.size(), progress);
        this.seen = new Bits(heap.size());
    }

    /**
     * Looks for the object that a marker points out.
     *
     * @param markerClass the name of a class of which the dump has one instance
     * @param field the field of that instance that refers to the object, or to a reference object that does
     * @return the path, or nothing if the object is gone or is reachable by way of the marker alone
     */
    static Optional<RootPath> find(Heap heap, String markerClass, String field, Progress progress) {
        int marker = instanceOf(heap, markerClass);
        int object = heap.field(marker, field);
        if (object != ObjectIndex.ABSENT && heap.isReference(object)) {
            object = heap.referent(object);
        }
        return object == ObjectIndex.ABSENT
                ? Optional.empty()
                : Optional.ofNullable(new RootSearch(heap, progress).search(object, marker));
    }

    private static int instanceOf(Heap heap, String className) {
        int found = ObjectIndex.ABSENT;
        for (int i = 0; i < heap.size(); i++) {
            ClassInfo type = heap.instanceClass(i);
            if (type != null && type.name.equals(className)) {
                if (found != ObjectIndex.ABSENT) {
                    throw new IllegalArgumentException("The dump has several objects of " + className
                            + ": which one is the marker cannot be told");
                }
                found = i;
            }
        }
        if (found == ObjectIndex.ABSENT) {
            throw new IllegalArgumentException("The dump has no object of " + className + ": there is no marker in it");
        }
        return found;
    }

    private @Nullable RootPath search(int object, int marker) {
        seen.set(marker); // so it is never entered
        Roots roots = heap.roots();
        for (int i = 0; i < roots.size(); i++) {
            add(roots.object(i), -1 - i);
        }
        for (int i = 0; i < queue.size(); i++) {
            percent.reached(i);
            int node = queue.get(i);
            if (node == object) {
                return path(i);
            }
            edges.of(node, Which.STRONG);
            for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
                add(target, i);
            }
            ClassInfo type = heap.instanceClass(node);
            if (type != null) {
                add(type.object, i);
            }
        }
        return null;
    }

    private void add(int node, int cameFrom) {
        if (!seen.get(node)) {
            seen.set(node);
            queue.push(node);
            from.push(cameFrom);
        }
    }

    private RootPath path(int last) {
        IntStack reversed = new IntStack();
        int i = last;
        while (i >= 0) {
            reversed.push(queue.get(i));
            i = from.get(i);
        }
        int[] path = new int[reversed.size()];
        for (int k = 0; k < path.length; k++) {
            path[k] = reversed.pop();
        }
        Words words = new Words(heap, true);
        return new RootPath(words.root(-1 - i), words.steps(path));
    }
}
