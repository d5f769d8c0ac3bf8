package dev.sexton.doctor.internal;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Finding.Kind;
import dev.sexton.doctor.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/*
 * Puts the culprits together that have the same class and the same path.
 *
 * A search for a path is cheap as long as cycles are small. In one large cycle of many culprits, a search for each would take
 * for ever; once much work was spent, a culprit joins the last one with the same classes.
 */
final class Groups {
    private static final long MUCH_WORK = 50_000_000;

    private final Heap heap;
    private final Suspects suspects;
    private final PathSearch search;
    private final Words words;
    private final Map<Object, Group> groups = new LinkedHashMap<>();
    private final Map<Object, Group> lastOfClasses = new HashMap<>();

    Groups(Heap heap, Suspects suspects, PathSearch search) {
        this.heap = heap;
        this.suspects = suspects;
        this.search = search;
        this.words = new Words(heap, false);
    }

    Collection<Group> all() {
        return groups.values();
    }

    void add(int suspect, Kind kind) {
        String reference = Words.className(heap.className(suspects.reference(suspect)));
        String referent = Words.className(heap.className(suspects.referent(suspect)));
        List<Object> classes = List.of(kind, reference, referent);
        Group group = search.work() > MUCH_WORK ? lastOfClasses.get(classes) : null;
        if (group == null) {
            group = find(suspect, kind, reference, referent);
            lastOfClasses.put(classes, group);
        }
        group.members.push(suspect);
    }

    private Group find(int suspect, Kind kind, String reference, String referent) {
        int from = suspects.reference(suspect);
        int to = suspects.referent(suspect);
        int[] own = search.find(from, to, false);
        int[] any = own == null ? search.find(from, to, true) : own;
        if (any == null) {
            throw new IllegalStateException("a culprit is in one cycle with its referent, but there is no path");
        }
        List<Step> path = withoutMachinery(words.steps(any));
        String remedy = Remedy.of(own == null, heap.isPhantom(from), path);
        return groups.computeIfAbsent(
                List.of(kind, reference, path), key -> new Group(kind, own == null, reference, referent, path, remedy));
    }

    /** Begins at what the user wrote: that a Cleaner's reference has a field for the action is known. */
    private static List<Step> withoutMachinery(List<Step> path) {
        int first = 0;
        while (first < path.size() - 2 && isMachinery(path.get(first).object())) {
            first++;
        }
        return path.subList(first, path.size());
    }

    private static boolean isMachinery(String className) {
        return className.startsWith("dev.sexton.cleanup.internal.")
                || className.startsWith("jdk.internal.ref.")
                || className.equals("sun.misc.Cleaner");
    }

    /** Culprits of one kind, class and path. */
    static final class Group {
        private final Kind kind;
        private final boolean mutual;
        private final String reference;
        private final String referent;
        private final List<Step> path;
        private final String remedy;
        private final IntStack members = new IntStack();

        Group(Kind kind, boolean mutual, String reference, String referent, List<Step> path, String remedy) {
            this.kind = kind;
            this.mutual = mutual;
            this.reference = reference;
            this.referent = referent;
            this.path = path;
            this.remedy = remedy;
        }

        Kind kind() {
            return kind;
        }

        int count() {
            return members.size();
        }

        /** The place among the suspects of one of them. */
        int member(int i) {
            return members.get(i);
        }

        Finding finding(long retainedBytes) {
            return new Finding(kind, mutual, reference, referent, count(), retainedBytes, path, remedy);
        }
    }
}
