package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongList;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import java.util.Arrays;
import java.util.List;

/*
 * The reference objects that may be cleanups which can never run: those of classes that add fields to Reference, with the objects
 * to which they refer. A value may also stand beside a reference, in an entry of a map whose key is a reference or in a record with
 * one; then the entry or the record is treated as if it were the reference, and the value as its payload. Candidates only ever
 * become fewer: those that can run are dropped.
 *
 * An object to which a static field of the JDK's core refers (such as Level.INFO of java.util.logging) is never examined: it
 * lives as long as the JVM, so it does not matter what else holds it.
 */
public final class Candidates {
    /** Referent in the upper half, reference in the lower, sorted: an object's references stand together. */
    private long[] pairs;

    private final Bits references;
    private final Bits referents;

    public Candidates(Heap heap) {
        references = new Bits(heap.size());
        referents = new Bits(heap.size());
        Bits constants = constantsOfTheJdk(heap);
        LongList found = new LongList();
        for (IntStack all : List.of(heap.referencesWithPayload(), heap.pairs())) {
            for (int i = 0; i < all.size(); i++) {
                int referent = heap.waitsFor(all.get(i));
                if (referent != ObjectIndex.ABSENT && !constants.get(referent)) {
                    found.add(pair(referent, all.get(i)));
                }
            }
        }
        pairs = Arrays.stream(found.toArray()).sorted().distinct().toArray(); // some dumps have a segment twice
        setBits();
    }

    private static Bits constantsOfTheJdk(Heap heap) {
        Bits core = new Bits(heap.size());
        for (ClassInfo type : heap.classes().all()) {
            if (type.isOfBootLoader) {
                core.set(type.object);
            }
        }
        return heap.staticTargets(core);
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

    public int size() {
        return pairs.length;
    }

    public int reference(int i) {
        return (int) pairs[i];
    }

    public int referent(int i) {
        return (int) (pairs[i] >>> 32);
    }

    public boolean isReference(int object) {
        return references.get(object);
    }

    boolean isReferent(int object) {
        return referents.get(object);
    }

    /** Returns the place of the first candidate with this referent, or where it would be; others with the same one follow. */
    int firstOf(int referent) {
        int at = Arrays.binarySearch(pairs, pair(referent, 0));
        return at >= 0 ? at : -at - 1;
    }

    boolean refersTo(int i, int object) {
        return i < pairs.length && referent(i) == object;
    }

    /** Drops all but those at these places. */
    public void keep(Bits places) {
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
