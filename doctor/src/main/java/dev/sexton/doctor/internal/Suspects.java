package dev.sexton.doctor.internal;

import java.util.Arrays;

/*
 * The reference objects under examination: those of classes that add fields to Reference, with what they refer to. They
 * only ever become fewer: whoever turns out to be innocent is dropped.
 *
 * What a static field of the JDK's core refers to (such as Level.INFO of java.util.logging) is never examined: it lives as
 * long as the JVM, so it does not matter who else holds it.
 */
final class Suspects {
    /** Referent in the upper half, reference in the lower, sorted: an object's references stand together. */
    private long[] pairs;

    private final Bits references;
    private final Bits referents;

    Suspects(Heap heap) {
        references = new Bits(heap.size());
        referents = new Bits(heap.size());
        Bits constants = constantsOfTheJdk(heap);
        IntStack candidates = heap.referencesWithPayload();
        LongList found = new LongList();
        for (int i = 0; i < candidates.size(); i++) {
            int referent = heap.referent(candidates.get(i));
            if (referent != ObjectIndex.ABSENT && !constants.get(referent)) {
                found.add(pair(referent, candidates.get(i)));
            }
        }
        pairs = found.toArray();
        Arrays.sort(pairs);
        setBits();
    }

    private static Bits constantsOfTheJdk(Heap heap) {
        Bits constants = new Bits(heap.size());
        for (ClassInfo type : heap.classes().all()) {
            for (int i = type.isOfBootLoader ? ClassInfo.FIRST_STATIC : type.slots.length; i < type.slots.length; i++) {
                int target = heap.target(type.slots[i]);
                if (target != ObjectIndex.ABSENT) {
                    constants.set(target);
                }
            }
        }
        return constants;
    }

    private static long pair(int referent, int reference) {
        return ((long) referent << 32) | reference;
    }

    private void setBits() {
        for (int i = 0; i < pairs.length; i++) {
            references.set(reference(i));
            referents.set(referent(i));
        }
    }

    int size() {
        return pairs.length;
    }

    int reference(int i) {
        return (int) pairs[i];
    }

    int referent(int i) {
        return (int) (pairs[i] >>> 32);
    }

    boolean isReference(int object) {
        return references.get(object);
    }

    boolean isReferent(int object) {
        return referents.get(object);
    }

    /** The first suspect with this referent, or where it would be; those that follow may have the same referent. */
    int firstOf(int referent) {
        int at = Arrays.binarySearch(pairs, pair(referent, 0));
        return at >= 0 ? at : -at - 1;
    }

    boolean refersTo(int i, int object) {
        return i < pairs.length && referent(i) == object;
    }

    /** Drops all but those at these places. */
    void keep(Bits places) {
        for (int i = 0; i < pairs.length; i++) {
            references.clear(reference(i));
            referents.clear(referent(i));
        }
        int kept = 0;
        for (int i = 0; i < pairs.length; i++) {
            if (places.get(i)) {
                pairs[kept++] = pairs[i];
            }
        }
        pairs = Arrays.copyOf(pairs, kept);
        setBits();
    }
}
