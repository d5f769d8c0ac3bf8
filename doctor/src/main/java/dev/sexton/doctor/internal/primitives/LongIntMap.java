package dev.sexton.doctor.internal.primitives;

import java.util.Arrays;

/** A map from longs to ints ≥ 0, by open addressing: a lookup is one or two reads. Nothing is boxed, and nothing is removed. */
public final class LongIntMap {
    public static final int ABSENT = -1;

    private long[] keys;
    private int[] values;
    private int size;

    public LongIntMap() {
        this(1 << 10);
    }

    private LongIntMap(int capacity) {
        keys = new long[capacity];
        values = new int[capacity];
        Arrays.fill(values, ABSENT);
    }

    public int size() {
        return size;
    }

    public int get(long key) {
        return values[place(key)];
    }

    public void put(long key, int value) {
        if (2 * size >= keys.length) {
            grow();
        }
        int at = place(key);
        if (values[at] == ABSENT) {
            size++;
        }
        keys[at] = key;
        values[at] = value;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 33) & mask;
        while (values[at] != ABSENT && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        LongIntMap larger = new LongIntMap(Math.multiplyExact(keys.length, 2));
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != ABSENT) {
                larger.put(keys[i], values[i]);
            }
        }
        keys = larger.keys;
        values = larger.values;
    }
}
