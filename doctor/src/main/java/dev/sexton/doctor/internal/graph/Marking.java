package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.reading.Percent;
import dev.sexton.doctor.internal.reading.Roots;

/*
 * Marks what is reachable without the help of the candidates, and then what is reachable with it. In both steps a candidate is
 * marked like any object. The steps differ in whether the marking enters objects that candidates refer to weakly
 * ("referents"), and whether it follows what candidates hold ("payload"):
 *
 *     1. WITHOUT        enters no referent, follows no payload: held by others than the objects in question. Classes and
 *                       loaders are entered all the same: as long as anybody has them, they are for everybody
 *     2. WHILE_HELD     enters referents, and follows the payload of candidates whose referent it has marked: what others hold,
 *                       and what cleanups that still wait for a death rightly hold
 *
 * Between the steps the mark bits stay; the second goes on where the first had to stop.
 */
public final class Marking {
    enum Step {
        WITHOUT,
        WHILE_HELD
    }

    private final Heap heap;
    private final Candidates candidates;
    private final Percent percent;
    private final Edges edges;
    private final Bits marked;

    /** Referents that were reached and not entered. */
    private final Bits deferred;

    private final IntStack stack = new IntStack();
    private Step step = Step.WITHOUT;
    private int count;

    public Marking(Heap heap, Candidates candidates, Progress progress) {
        this.heap = heap;
        this.candidates = candidates;
        this.percent = new Percent("marking", heap.size(), progress);
        this.edges = new Edges(heap);
        this.marked = new Bits(heap.size());
        this.deferred = new Bits(heap.size());
    }

    /** Returns the marks; each step adds to them. */
    public Bits marks() {
        return marked;
    }

    /** Returns whether this referent was reached, and not entered. */
    boolean wasDeferred(int referent) {
        return deferred.get(referent);
    }

    /** Marks from the roots that are lasting, or from all. */
    public void fromRoots(boolean lastingOnly) {
        Roots roots = heap.roots();
        for (int i = 0; i < roots.size(); i++) {
            if (roots.kind(i).lasting || !lastingOnly) {
                reach(roots.object(i));
            }
        }
        drain();
    }

    /** Goes on from references that are no longer candidates: their payload and their referents are like any other's. */
    public void release(IntStack references, IntStack referents) {
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

    public void whileHeld() {
        step = Step.WHILE_HELD;
        for (int i = 0; i < candidates.size(); i++) {
            if (deferred.get(candidates.referent(i))) {
                reach(candidates.referent(i));
            }
        }
        drain();
    }

    private void reach(int object) {
        if (marked.get(object)) {
            return;
        }
        if (step == Step.WITHOUT && candidates.isReferent(object) && !heap.isClassOrLoader(object)) {
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
            if (step == Step.WHILE_HELD && candidates.isReferent(object)) {
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

    /** Follows the links of a Cleaner's references to each other, which are no payload. */
    private void followLinks(int reference) {
        edges.of(reference, Which.PAYLOAD);
        for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
            if (heap.isReference(target)) {
                reach(target);
            }
        }
    }

    private boolean followsPayload(int object) {
        if (!candidates.isReference(object)) {
            return true;
        }
        int referent = heap.waitsFor(object);
        return step == Step.WHILE_HELD && referent != ObjectIndex.ABSENT && marked.get(referent);
    }

    private void followPayloadOfItsReferences(int referent) {
        for (int i = candidates.firstOf(referent); candidates.refersTo(i, referent); i++) {
            if (marked.get(candidates.reference(i))) {
                follow(candidates.reference(i), Which.PAYLOAD);
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
