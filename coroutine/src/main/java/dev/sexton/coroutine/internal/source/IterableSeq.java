package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.coro.Confinement;
import java.util.Collections;
import java.util.Iterator;
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

    private static final class IteratorSource<T extends @Nullable Object> extends Source<T> {
        private final Confinement confinement = new Confinement();

        /** Null once it is no longer needed. */
        private @Nullable Iterable<? extends T> values;

        /** Null until the first advance; an empty iterator after the end, so that a failure comes out once. */
        private @Nullable Iterator<? extends T> iterator;

        IteratorSource(Iterable<? extends T> values) {
            this.values = values;
        }

        @Override
        public boolean advance(Object handle) {
            confinement.enter();
            boolean advanced = false;
            try {
                Iterator<? extends T> it = iterator();
                advanced = it.hasNext() && at(it.next());
            } finally {
                if (!advanced) {
                    finish();
                }
            }
            return advanced;
        }

        @Override
        public void close() {
            confinement.enter();
            finish();
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

        private void finish() {
            values = null;
            iterator = Collections.emptyIterator();
            end();
        }
    }
}
