package dev.sexton.doctor.internal.primitives;

import java.util.Arrays;

/** A stack of ints that grows as needed; {@link #get} makes it a list as well. */
public final class IntStack {
    private int[] elements = new int[64];
    private int size;

    public void push(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
        elements[size++] = element;
    }

    public int pop() {
        return elements[--size];
    }

    public int top() {
        return elements[size - 1];
    }

    public int get(int i) {
        return elements[i];
    }

    public void setTop(int element) {
        elements[size - 1] = element;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int[] toArray() {
        return Arrays.copyOf(elements, size);
    }

    public void clear() {
        size = 0;
    }
}
