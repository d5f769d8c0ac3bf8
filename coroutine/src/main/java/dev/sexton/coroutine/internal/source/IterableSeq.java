package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an iterable.
 *
 * @param <T> the type of the values
 */
public final class IterableSeq<T extends @Nullable Object> implements ReadySeq<T> {
    private final Iterable<? extends T> values;

    /**
     * Creates a sequence that asks for an iterator each time that it is pushed or pulled.
     *
     * @param values the iterable
     */
    public IterableSeq(Iterable<? extends T> values) {
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
        return new IteratorSource<>(values);
    }

    private static final class IteratorSource<T extends @Nullable Object> extends DirectSource<T> {
        /** Null once it is no longer needed. */
        private @Nullable Iterable<? extends T> values;

        /** Null until the first advance and after the end. */
        private @Nullable Iterator<? extends T> iterator;

        IteratorSource(Iterable<? extends T> values) {
            this.values = values;
        }

        @Override
        public boolean step(Object handle) {
            try {
                Iterator<? extends T> it = iterator();
                if (it.hasNext()) {
                    return at(it.next());
                }
            } catch (Throwable t) {
                throw failed(t);
            }
            return ended();
        }

        @Override
        public boolean pour(Object handle, Yield<? super T> sink) {
            try {
                Iterator<? extends T> it = iterator();
                if (it.hasNext()) {
                    return sink.yield(it.next());
                }
            } catch (Throwable t) {
                throw failed(t);
            }
            return ended();
        }

        @Override
        protected void shut() {
            values = null;
            iterator = null;
        }

        @Override
        public boolean isDone() {
            return values == null && iterator == null;
        }

        private Iterator<? extends T> iterator() {
            Iterator<? extends T> it = iterator;
            if (it == null) {
                it = values == null ? Collections.emptyIterator() : values.iterator();
                iterator = it;
                values = null;
            }
            return it;
        }
    }
}
