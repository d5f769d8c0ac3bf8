package dev.sexton.doctor.internal;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Finding.Kind;
import dev.sexton.doctor.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/*
 * Who can never run, and since when.
 *
 *     1. Mark what is reachable for everybody without the suspects' help: from lasting roots (classes, native globals, live
 *        threads), entering no suspect's referent and following no suspect's payload.
 *     2. Whoever cannot be reached from itself in what is left (Graph, Cycles) is innocent; it is a suspect no more, and the
 *        marking goes on through it. So more is reachable for everybody, and fewer suspects are left: again, until none is
 *        dropped. What began as "all references" is now the culprits.
 *     3. Mark from all roots: what is held by others than the culprits. What lies behind them and is not marked is what they
 *        retain.
 *     4. Mark what is held while others hold the referents: a referent that is marked now is held, its finding is NEVER, the
 *        others have LEAKED.
 *     5. Mark everything: a culprit that even now is not marked is garbage itself, of a dump that was made without a
 *        collection, and not worth a word.
 */
final class Examination {
    private final Heap heap;
    private final Suspects suspects;
    private final Marking marking;
    private final Progress progress;

    private Examination(Heap heap, Progress progress) {
        this.heap = heap;
        this.suspects = new Suspects(heap);
        this.marking = new Marking(heap, suspects, progress);
        this.progress = progress;
    }

    /** Examines all of a heap. */
    static Diagnosis of(Heap heap, Progress progress) {
        Examination examination = new Examination(heap, progress);
        int references = examination.suspects.size();
        return new Diagnosis(heap.size(), references, examination.findings());
    }

    private List<Finding> findings() {
        if (suspects.size() == 0) {
            return List.of();
        }
        marking.fromRoots(true);
        Cycles cycles = convict();
        PathSearch search =
                new PathSearch(heap, new Graph(heap, suspects, marking.marks().copy()), cycles);
        marking.fromRoots(false);
        Bits heldByOthers = marking.marks().copy();
        marking.whileHeld();
        Bits heldForNow = marking.marks().copy();
        marking.everything();
        Groups groups = new Groups(heap, suspects, search);
        Percent percent = new Percent("comparing", suspects.size(), progress);
        for (int i = 0; i < suspects.size(); i++) {
            percent.reached(i);
            if (marking.marks().get(suspects.reference(i))) {
                groups.add(i, heldForNow.get(suspects.referent(i)) ? Kind.NEVER : Kind.LEAKED);
            }
        }
        return ranked(groups.all(), new Retained(heap, heldByOthers));
    }

    private Cycles convict() {
        while (true) {
            progress.at("looking for cycles", 0);
            Cycles cycles = new Cycles(heap, suspects, new Graph(heap, suspects, marking.marks()));
            if (!releaseInnocents(cycles)) {
                return cycles;
            }
        }
    }

    private boolean releaseInnocents(Cycles cycles) {
        Bits culprits = new Bits(suspects.size());
        IntStack references = new IntStack();
        IntStack referents = new IntStack();
        for (int i = 0; i < suspects.size(); i++) {
            if (cycles.areConnected(suspects.reference(i), suspects.referent(i))) {
                culprits.set(i);
            } else {
                references.push(suspects.reference(i));
                referents.push(suspects.referent(i));
            }
        }
        suspects.keep(culprits);
        marking.release(references, referents);
        return !references.isEmpty() && suspects.size() != 0;
    }

    private List<Finding> ranked(Collection<Groups.Group> groups, Retained retained) {
        List<Groups.Group> order = new ArrayList<>(groups);
        order.sort(
                Comparator.comparing(Groups.Group::kind).thenComparing(Groups.Group::count, Comparator.reverseOrder()));
        List<Finding> findings = new ArrayList<>();
        for (Groups.Group group : order) {
            findings.add(group.finding(retained.bytes(group, suspects)));
        }
        findings.sort(
                Comparator.comparing(Finding::kind).thenComparing(Finding::retainedBytes, Comparator.reverseOrder()));
        return findings;
    }
}
