package dev.sexton.verify.soak;

/** A random generator for one thread (xorshift64*, Marsaglia and Vigna): cheaper than what it decides about. */
final class Dice {
    private long state;

    Dice(long seed) {
        // Seeds are small numbers more often than not: spread them (the finalizer of MurmurHash3), and never start at
        // 0.
        long z = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        state = (z ^ (z >>> 33)) | 1;
    }

    /** From 0 to {@code sides} - 1. */
    int roll(int sides) {
        return (int) (((next() >>> 32) * sides) >>> 32);
    }

    boolean oneIn(int sides) {
        return roll(sides) == 0;
    }

    long next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545F4914F6CDD1DL;
    }
}
