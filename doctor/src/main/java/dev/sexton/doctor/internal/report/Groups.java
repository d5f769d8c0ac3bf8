package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Cause;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import dev.sexton.doctor.internal.graph.Candidates;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.graph.PathSearch;
import dev.sexton.doctor.internal.primitives.IntStack;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * Puts the cleanups together that have the same classes and the same path: one mistake, whatever has become of the objects.
 *
 * A search for a path is cheap as long as cycles are small. In one large cycle of many cleanups, a search for each would take too
 * long; once much work was spent, a cleanup joins the last one with the same classes.
 */
final class Groups {
    private static final long MUCH_WORK = 50_000_000;

    private final Heap heap;
    private final Candidates candidates;
    private final PathSearch search;
    private final PathSteps steps;
    private final Map<Object, Group> groups = new LinkedHashMap<>();
    private final Map<Object, Group> lastOfClasses = new HashMap<>();

    Groups(Heap heap, Candidates candidates, PathSearch search) {
        this.heap = heap;
        this.candidates = candidates;
        this.search = search;
        this.steps = new PathSteps(heap, false);
    }

    Collection<Group> all() {
        return groups.values();
    }

    void add(int candidate, boolean leaked) {
        String reference = PathSteps.className(heap.className(candidates.reference(candidate)));
        String referent = PathSteps.className(heap.className(candidates.referent(candidate)));
        List<String> classes = List.of(reference, referent);
        Group group = search.work() > MUCH_WORK ? lastOfClasses.get(classes) : null;
        if (group == null) {
            group = find(candidate, reference, referent);
            lastOfClasses.put(classes, group);
        }
        group.members.push(candidate);
        group.leaked += leaked ? 1 : 0;
    }

    private Group find(int candidate, String reference, String referent) {
        int from = candidates.reference(candidate);
        int to = candidates.referent(candidate);
        int[] own = search.find(from, to, false);
        int[] any = own == null ? search.find(from, to, true) : own;
        if (any == null) {
            throw new IllegalStateException("a reference is in one cycle with its referent, but there is no path");
        }
        List<Step> path = withoutMachinery(steps.of(any));
        Cause cause = Causes.of(own == null, heap.isPhantom(from), reference, path);
        return groups.computeIfAbsent(List.of(reference, path), key -> new Group(cause, reference, referent, path));
    }

    /** Begins a path at what the user wrote: that a Cleaner's reference has a field for the action is known. */
    private static List<Step> withoutMachinery(List<Step> path) {
        int first = 0;
        while (first < path.size() - 2 && isMachinery(path.get(first).object().className())) {
            first++;
        }
        return path.subList(first, path.size());
    }

    private static boolean isMachinery(String className) {
        return className.startsWith("dev.sexton.cleanup.internal.")
                || className.startsWith("jdk.internal.ref.")
                || className.equals("sun.misc.Cleaner");
    }

    /** Cleanups of one class and path. */
    static final class Group {
        private final Cause cause;
        private final String reference;
        private final String referent;
        private final List<Step> path;
        private final IntStack members = new IntStack();
        private Optional<RootPath> where = Optional.empty();
        private int leaked;

        Group(Cause cause, String reference, String referent, List<Step> path) {
            this.cause = cause;
            this.reference = reference;
            this.referent = referent;
            this.path = path;
        }

        int count() {
            return members.size();
        }

        /** Says where one of the references hangs. */
        void setWhere(RootPath path) {
            where = Optional.of(path);
        }

        boolean hasLeaked() {
            return leaked > 0;
        }

        /** Returns the place of one of them among the candidates. */
        int member(int i) {
            return members.get(i);
        }

        Found found(long retainedBytes, Map<String, Integer> consequences) {
            return new Found(
                    cause,
                    reference,
                    referent,
                    leaked,
                    count() - leaked,
                    retainedBytes,
                    path,
                    where,
                    Map.copyOf(consequences));
        }
    }
}
