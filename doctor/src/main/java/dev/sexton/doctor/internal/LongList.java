package dev.sexton.doctor.internal;

import java.util.Arrays;

/** A list of longs that grows as needed. */
final class LongList {
    private long[] elements = new long[64];
    private int size;

    void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
        elements[size++] = element;
    }

    long get(int i) {
        return elements[i];
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
