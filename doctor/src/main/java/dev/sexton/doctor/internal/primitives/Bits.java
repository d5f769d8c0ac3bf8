package dev.sexton.doctor.internal.primitives;

/** A set of object indexes: a bit for each object of the dump. */
public final class Bits {
    private final long[] words;

    public Bits(int size) {
        this(new long[(int) ((size + 63L) >>> 6)]);
    }

    private Bits(long[] words) {
        this.words = words;
    }

    public Bits copy() {
        return new Bits(words.clone());
    }

    /** Returns the set of all that are not in this one. */
    public Bits complement() {
        Bits complement = copy();
        for (int i = 0; i < words.length; i++) {
            complement.words[i] = ~words[i];
        }
        return complement;
    }

    public boolean get(int i) {
        return (words[i >>> 6] & (1L << i)) != 0;
    }

    public void set(int i) {
        words[i >>> 6] |= 1L << i;
    }

    public void clear(int i) {
        words[i >>> 6] &= ~(1L << i);
    }
}
