package dev.sexton.doctor.internal;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.Edges.Which;

/*
 * Marks what is reachable without the help of suspects, and step by step what is reachable with it. In all steps a suspect is
 * marked like any object; what differs is whether the marking enters objects that suspects refer to weakly ("referents"), and
 * whether it follows what suspects hold ("payload"):
 *
 *     1. WITHOUT        enters no referent, follows no payload: held by others than the objects in question. Classes and
 *                       loaders are entered all the same: as long as anybody has them, they are for everybody
 *     2. WHILE_HELD     enters referents, and follows the payload of suspects whose referent it has marked: what others hold,
 *                       and what cleanups that still wait for a death rightly hold
 *     3. EVERYTHING     follows all payload: reachable for the collector
 *
 * Between the steps the mark bits stay; each step goes on where the one before had to stop.
 */
final class Marking {
    enum Step {
        WITHOUT,
        WHILE_HELD,
        EVERYTHING
    }

    private final Heap heap;
    private final Suspects suspects;
    private final Percent percent;
    private final Edges edges;
    private final Bits marked;

    /** Referents that were come to and not entered. */
    private final Bits deferred;

    private final IntStack stack = new IntStack();
    private Step step = Step.WITHOUT;
    private int count;

    Marking(Heap heap, Suspects suspects, Progress progress) {
        this.heap = heap;
        this.suspects = suspects;
        this.percent = new Percent("marking", heap.size(), progress);
        this.edges = new Edges(heap);
        this.marked = new Bits(heap.size());
        this.deferred = new Bits(heap.size());
    }

    /** What is marked; it grows with each step. */
    Bits marks() {
        return marked;
    }

    /** Marks from the roots that are lasting, or from all of them. */
    void fromRoots(boolean lastingOnly) {
        Roots roots = heap.roots();
        for (int i = 0; i < roots.size(); i++) {
            if (roots.kind(i).lasting || !lastingOnly) {
                reach(roots.object(i));
            }
        }
        drain();
    }

    /** These are suspects no more: their payload counts like any other reference, and their referents like any other object. */
    void release(IntStack references, IntStack referents) {
        for (int i = 0; i < references.size(); i++) {
            if (marked.get(references.get(i))) {
                follow(references.get(i), Which.PAYLOAD);
            }
            if (deferred.get(referents.get(i))) {
                reach(referents.get(i));
            }
        }
        drain();
    }

    void whileHeld() {
        step = Step.WHILE_HELD;
        for (int i = 0; i < suspects.size(); i++) {
            if (deferred.get(suspects.referent(i))) {
                reach(suspects.referent(i));
            }
        }
        drain();
    }

    void everything() {
        step = Step.EVERYTHING;
        for (int i = 0; i < suspects.size(); i++) {
            if (marked.get(suspects.reference(i))) {
                follow(suspects.reference(i), Which.PAYLOAD);
            }
        }
        drain();
    }

    private void reach(int object) {
        if (marked.get(object)) {
            return;
        }
        if (step == Step.WITHOUT && suspects.isReferent(object) && !heap.isClassOrLoader(object)) {
            deferred.set(object);
            return;
        }
        marked.set(object);
        stack.push(object);
    }

    private void drain() {
        while (!stack.isEmpty()) {
            int object = stack.pop();
            percent.reached(++count);
            followFrom(object);
            ClassInfo type = heap.instanceClass(object);
            if (type != null) {
                reach(type.object);
            }
            if (step == Step.WHILE_HELD && suspects.isReferent(object)) {
                followPayloadOfItsReferences(object);
            }
        }
    }

    private void followFrom(int object) {
        if (followsPayload(object)) {
            follow(object, Which.STRONG);
        } else {
            follow(object, Which.PLUMBING);
            followLinks(object);
        }
    }

    /** Cleaners link their references to each other, and a link is no payload. */
    private void followLinks(int reference) {
        edges.of(reference, Which.PAYLOAD);
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            if (heap.isReference(target)) {
                reach(target);
            }
        }
    }

    private boolean followsPayload(int object) {
        if (!suspects.isReference(object) || step == Step.EVERYTHING) {
            return true;
        }
        int referent = heap.referent(object);
        return step == Step.WHILE_HELD && referent != ObjectIndex.ABSENT && marked.get(referent);
    }

    private void followPayloadOfItsReferences(int referent) {
        for (int i = suspects.firstOf(referent); suspects.refersTo(i, referent); i++) {
            if (marked.get(suspects.reference(i))) {
                follow(suspects.reference(i), Which.PAYLOAD);
            }
        }
    }

    private void follow(int object, Which which) {
        edges.of(object, which);
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            reach(target);
        }
    }
}
