package dev.sexton.doctor.internal;

/** A set of object indexes: a bit for each object of the dump. */
final class Bits {
    private final long[] words;

    Bits(int size) {
        this(new long[(int) ((size + 63L) >>> 6)]);
    }

    private Bits(long[] words) {
        this.words = words;
    }

    Bits copy() {
        return new Bits(words.clone());
    }

    boolean get(int i) {
        return (words[i >>> 6] & (1L << i)) != 0;
    }

    void set(int i) {
        words[i >>> 6] |= 1L << i;
    }

    void clear(int i) {
        words[i >>> 6] &= ~(1L << i);
    }
}
