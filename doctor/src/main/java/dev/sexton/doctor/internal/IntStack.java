package dev.sexton.doctor.internal;

import java.util.Arrays;

/** A stack of ints that grows as needed; {@link #get} makes it a list as well. */
final class IntStack {
    private int[] elements = new int[64];
    private int size;

    void push(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
        elements[size++] = element;
    }

    int pop() {
        return elements[--size];
    }

    int top() {
        return elements[size - 1];
    }

    int get(int i) {
        return elements[i];
    }

    void setTop(int element) {
        elements[size - 1] = element;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }

    void clear() {
        size = 0;
    }
}
