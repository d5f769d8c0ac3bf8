package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongIntMap;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.HprofReader;
import dev.sexton.doctor.internal.reading.Percent;
import dev.sexton.doctor.internal.reading.Roots;

/*
 * Finds objects that belong to one cleanup, although collections that are reachable for everybody list them: a listener that refers
 * to the object, is registered with a bus, and is held by the action so that it can be removed. Once the bus has dropped it, the
 * action alone holds it, and it the object. So its fields count, whatever its class, as what a lambda has captured always does.
 *
 *     1. A short search from each candidate for a way to its referent. Collections that are reachable for everybody are not
 *        entered: what they list is taken out some day. The objects on the way are suspects; most dumps have few or none.
 *     2. One look at all references of the dump clears a suspect to which anything refers but collections, its own object, and other
 *        suspects of that object: a static field, a field of another object, another object's cleanup. That is a service, and
 *        what it refers to now it may let go.
 */
public final class Belongings {
    /** How many references a search follows: what an action holds for one object alone is little. */
    private static final int MOST_LOOKS = 100;

    private final Heap heap;
    private final Candidates candidates;
    private final Marking marking;
    private final Edges edges;

    private final IntStack suspects = new IntStack();
    private final Bits isSuspect;
    private final Bits isCleared;

    /** From each suspect to the object whose cleanup holds it. */
    private final LongIntMap owners = new LongIntMap();

    /** The nodes of the search under way, and for each of them the place of that from which it was reached. */
    private final IntStack nodes = new IntStack();

    private final IntStack from = new IntStack();
    private final Bits seen;
    private int looks;

    private Belongings(Heap heap, Candidates candidates, Marking marking) {
        this.heap = heap;
        this.candidates = candidates;
        this.marking = marking;
        this.edges = new Edges(heap);
        this.isSuspect = new Bits(heap.size());
        this.isCleared = new Bits(heap.size());
        this.seen = new Bits(heap.size());
    }

    /** Returns these objects, after what is reachable for everybody was marked. */
    public static Bits of(Heap heap, Candidates candidates, Marking marking, Progress progress) {
        Belongings belongings = new Belongings(heap, candidates, marking);
        belongings.suspect();
        if (!belongings.suspects.isEmpty()) {
            belongings.clear(new Percent("looking for holders", heap.size(), progress));
        }
        return belongings.found();
    }

    private void suspect() {
        for (int i = 0; i < candidates.size(); i++) {
            if (marking.wasDeferred(candidates.referent(i))) {
                search(candidates.reference(i), candidates.referent(i));
            }
        }
    }

    private void search(int reference, int referent) {
        looks = 0;
        add(reference, -1);
        for (int i = 0; i < nodes.size() && looks < MOST_LOOKS; i++) {
            if (leadsTo(referent, i)) {
                suspectAllTo(i, referent);
                break;
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            seen.clear(nodes.get(i));
        }
        nodes.clear();
        from.clear();
    }

    private void add(int node, int cameFrom) {
        seen.set(node);
        nodes.push(node);
        from.push(cameFrom);
    }

    private boolean leadsTo(int referent, int place) {
        edges.of(nodes.get(place), place == 0 ? Which.PAYLOAD : Which.STRONG);
        int target = edges.next();
        while (target != Edges.NONE && target != referent && ++looks < MOST_LOOKS) {
            if (!seen.get(target) && isEntered(target)) {
                add(target, place);
            }
            target = edges.next();
        }
        return target == referent;
    }

    private boolean isEntered(int object) {
        if (marking.marks().get(object) && isPartOfCollection(object)) {
            return false;
        }
        ClassInfo type = heap.instanceClass(object);
        return type == null
                ? heap.tag(object) == HprofReader.OBJECT_ARRAY_DUMP
                : !type.isThread && !type.isReference && !type.isClassOrLoader();
    }

    private boolean isPartOfCollection(int object) {
        ClassInfo type = heap.instanceClass(object);
        return type == null ? heap.tag(object) == HprofReader.OBJECT_ARRAY_DUMP : type.isPartOfCollection();
    }

    /** Suspects the nodes of a way, if everybody can reach one of them: otherwise they count anyway. */
    private void suspectAllTo(int place, int referent) {
        boolean isReached = false;
        for (int i = place; i >= 0; i = from.get(i)) {
            isReached |= marking.marks().get(nodes.get(i)) && i > 0;
        }
        for (int i = place; i >= 0 && isReached; i = from.get(i)) {
            suspect(nodes.get(i), referent);
        }
    }

    private void suspect(int node, int referent) {
        int owner = owners.get(node);
        if (owner == LongIntMap.ABSENT) {
            owners.put(node, referent);
            suspects.push(node);
            isSuspect.set(node);
        } else if (owner != referent) {
            isCleared.set(node);
        }
    }

    private void clear(Percent percent) {
        for (int holder = 0; holder < heap.size(); holder++) {
            percent.reached(holder);
            edges.of(holder, Which.STRONG);
            for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
                if (isSuspect.get(target) && !isOfSameOwner(holder, target) && !isPartOfCollection(holder)) {
                    isCleared.set(target);
                }
            }
        }
        Roots roots = heap.roots();
        for (int i = 0; i < roots.size(); i++) {
            if (roots.kind(i).lasting) {
                isCleared.set(roots.object(i));
            }
        }
    }

    private boolean isOfSameOwner(int holder, int suspect) {
        int owner = owners.get(suspect);
        return holder == owner || owners.get(holder) == owner;
    }

    private Bits found() {
        Bits found = new Bits(heap.size());
        for (int i = 0; i < suspects.size(); i++) {
            if (!isCleared.get(suspects.get(i)) && !isPartOfCollection(suspects.get(i))) {
                found.set(suspects.get(i));
            }
        }
        return found;
    }
}
