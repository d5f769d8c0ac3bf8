package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import java.util.Objects;
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
        Objects.requireNonNull(out, "out");
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

    private static final class ArraySource<T extends @Nullable Object> extends DirectSource<T> {
        private final T[] values;
        private int next;
        private boolean done;

        ArraySource(T[] values) {
            this.values = values;
        }

        @Override
        public boolean step(Object handle) {
            int index = next;
            if (index == values.length) {
                return ended();
            }
            next = index + 1;
            return at(values[index]);
        }

        @Override
        public boolean pour(Object handle, Yield<? super T> sink) {
            return next == values.length ? ended() : pass(values[next++], sink);
        }

        private boolean pass(T value, Yield<? super T> sink) {
            try {
                return sink.yield(value);
            } catch (Throwable t) {
                throw failed(t);
            }
        }

        @Override
        protected void shut() {
            next = values.length;
            done = true;
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }
}
