package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.graph.Belongings;
import dev.sexton.doctor.internal.graph.Candidates;
import dev.sexton.doctor.internal.graph.Cycles;
import dev.sexton.doctor.internal.graph.Graph;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.graph.JdkObjects;
import dev.sexton.doctor.internal.graph.Marking;
import dev.sexton.doctor.internal.graph.PathSearch;
import dev.sexton.doctor.internal.graph.RootSearch;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.reading.Percent;
import dev.sexton.doctor.internal.reading.RootKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/*
 * Finds the cleanups that can never run, and whether their objects have leaked.
 *
 *     1. Mark what is reachable for everybody without the candidates' help: from lasting roots (classes, native globals, live
 *        threads), entering no candidate's referent and following no candidate's payload. What belongs to one cleanup is found
 *        (Belongings): its references count all the same.
 *     2. A candidate that cannot be reached from itself in the rest (Graph, Cycles) can run. It is dropped, and the marking goes
 *        on through it. So more is reachable for everybody, and fewer candidates are left: again, until none is dropped. The
 *        candidates began as all references, and are now those that can never run.
 *     3. Mark from all roots: what others hold than these candidates. The objects that only they reach are what they retain. A
 *        candidate that is not marked is not anchored: it hangs in what another candidate holds, and will go when that goes
 *        (Retained finds out which); or in its own object, and will die with it; or it is garbage. It is not reported.
 *     4. Mark what is held while others hold the referents. A referent that is marked now is held, and will leak, unless a static
 *        field of a class that is reachable for everybody holds it: it is not about to die; or a map of the JDK's own holds it by way of objects of the JDK alone (JdkObjects): the JDK knows
 *        what it keeps, until it leaks. The others have leaked.
 */
public final class Examination {
    private final Heap heap;
    private final Candidates candidates;
    private final Marking marking;
    private final Progress progress;

    private Examination(Heap heap, Progress progress) {
        this.heap = heap;
        this.candidates = new Candidates(heap);
        this.marking = new Marking(heap, candidates, progress);
        this.progress = progress;
    }

    /** Examines all of a heap. */
    public static Examined of(Heap heap, Progress progress) {
        Examination examination = new Examination(heap, progress);
        int references = examination.candidates.size();
        return new Examined(heap.size(), references, examination.found(), heap.gaps());
    }

    private List<Found> found() {
        if (candidates.size() == 0) {
            return List.of();
        }
        marking.fromRoots(true);
        Bits belongings = Belongings.of(heap, candidates, marking, progress);
        Cycles cycles = narrowDown(belongings);
        Graph graph = new Graph(heap, candidates, marking.marks().copy(), belongings);
        PathSearch search = new PathSearch(heap, graph, cycles);
        Bits lasting = heap.staticTargets(marking.marks());
        marking.fromRoots(false);
        Bits heldByOthers = marking.marks().copy();
        marking.whileHeld();
        Groups groups = new Groups(heap, candidates, search);
        Percent percent = new Percent("comparing", candidates.size(), progress);
        Bits ofJdk = candidates.size() == 0 ? lasting : JdkObjects.of(heap);
        for (int i = 0; i < candidates.size(); i++) {
            percent.reached(i);
            int reference = candidates.reference(i);
            int referent = candidates.referent(i);
            boolean held = marking.marks().get(referent);
            boolean isKept = lasting.get(referent) || (ofJdk.get(reference) && ofJdk.get(referent));
            if (heldByOthers.get(reference) && !(held && isKept)) {
                groups.add(i, !held);
            }
        }
        findWhere(groups.all(), heldByOthers);
        return ranked(groups.all(), new Retained(heap, candidates, heldByOthers));
    }

    /** Drops candidates until all that are left can never run. */
    private Cycles narrowDown(Bits belongings) {
        while (true) {
            progress.at("looking for cycles", 0);
            Graph graph = new Graph(heap, candidates, marking.marks(), belongings);
            Cycles cycles = new Cycles(heap, candidates, graph);
            if (!dropThoseThatCanRun(cycles)) {
                return cycles;
            }
        }
    }

    private boolean dropThoseThatCanRun(Cycles cycles) {
        Bits stuck = new Bits(candidates.size());
        IntStack references = new IntStack();
        IntStack referents = new IntStack();
        for (int i = 0; i < candidates.size(); i++) {
            if (cycles.areConnected(candidates.reference(i), candidates.referent(i))) {
                stuck.set(i);
            } else {
                references.push(candidates.reference(i));
                referents.push(candidates.referent(i));
            }
        }
        candidates.keep(stuck);
        marking.release(references, referents);
        return !references.isEmpty() && candidates.size() != 0;
    }

    /** Finds out where one reference of each group hangs: the shortest path to it by way of what others hold. */
    private void findWhere(Collection<Groups.Group> groups, Bits heldByOthers) {
        Bits wanted = new Bits(heap.size());
        int count = 0;
        for (Groups.Group group : groups) {
            int reference = candidates.reference(group.member(0));
            count += wanted.get(reference) ? 0 : 1;
            wanted.set(reference);
        }
        if (count == 0) {
            return;
        }
        RootSearch search = search(wanted, count, heldByOthers.complement());
        PathSteps steps = new PathSteps(heap, true);
        for (Groups.Group group : groups) {
            int reference = candidates.reference(group.member(0));
            if (search.hasReached(reference)) {
                group.setWhere(steps.to(reference, search));
            }
        }
    }

    /** Searches by way of static fields first, then of threads, and of local variables at last: a reader knows them in this order. */
    private RootSearch search(Bits wanted, int count, Bits barred) {
        RootSearch search = new RootSearch(heap, progress);
        Bits barredWithThreads = barred.copy();
        for (int i = 0; i < heap.roots().size(); i++) {
            if (heap.roots().kind(i) == RootKind.THREAD) {
                barredWithThreads.set(heap.roots().object(i));
            }
        }
        int left = search.search(kind -> kind == RootKind.STICKY_CLASS, wanted, count, barredWithThreads);
        left = left == 0 ? 0 : search.search(kind -> kind.lasting, wanted, left, barred);
        if (left > 0) {
            search.search(kind -> true, wanted, left, barred);
        }
        return search;
    }

    private List<Found> ranked(Collection<Groups.Group> groups, Retained retained) {
        List<Groups.Group> order = new ArrayList<>(groups);
        order.sort(Comparator.comparing(Groups.Group::hasLeaked)
                .thenComparingInt(Groups.Group::count)
                .reversed());
        List<Found> findings = new ArrayList<>();
        for (Groups.Group group : order) {
            findings.add(retained.complete(group));
        }
        findings.sort(Comparator.comparing((Found found) -> found.leaked() > 0)
                .thenComparingLong(Found::retainedBytes)
                .reversed());
        return findings;
    }
}
