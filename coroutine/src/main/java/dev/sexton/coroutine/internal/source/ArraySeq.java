package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.coro.Confinement;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an array.
 *
 * @param <T> the type of the values
 */
public final class ArraySeq<T extends @Nullable Object> implements ReadySeq<T> {
    private final T[] values;

    /**
     * Creates a sequence of the elements that the array has when it is pushed or pulled.
     *
     * @param values the array, which is not copied
     */
    public ArraySeq(T[] values) {
        this.values = values;
    }

    @Override
    public void push(Yield<? super T> out) {
        for (T value : values) {
            if (!out.yield(value)) {
                return;
            }
        }
    }

    @Override
    public Source<T> source() {
        return new ArraySource<>(values);
    }

    private static final class ArraySource<T extends @Nullable Object> extends Source<T> {
        private final Confinement confinement = new Confinement();
        private final T[] values;
        private int next;

        ArraySource(T[] values) {
            this.values = values;
        }

        @Override
        public boolean advance(Object handle) {
            confinement.enter();
            return next < values.length ? at(values[next++]) : end();
        }

        @Override
        public void close() {
            confinement.enter();
            next = values.length;
            end();
        }
    }
}
