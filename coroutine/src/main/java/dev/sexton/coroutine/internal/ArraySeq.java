package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.Coroutines.Source;
import org.jspecify.annotations.Nullable;

/** The elements of an array. */
final class ArraySeq<T extends @Nullable Object> implements PullableSeq<T> {
    private final T[] values;

    ArraySeq(T[] values) {
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
