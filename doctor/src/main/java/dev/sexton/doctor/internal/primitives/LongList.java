package dev.sexton.doctor.internal.primitives;

import java.util.Arrays;

/** A list of longs that grows as needed. */
public final class LongList {
    private long[] elements = new long[64];
    private int size;

    public void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
        elements[size++] = element;
    }

    public long get(int i) {
        return elements[i];
    }

    public int size() {
        return size;
    }

    public long[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
