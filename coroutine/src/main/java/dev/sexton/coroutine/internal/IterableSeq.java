package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.Coroutines.Source;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The elements of an iterable. */
final class IterableSeq<T extends @Nullable Object> implements PullableSeq<T> {
    private final Iterable<? extends T> values;

    IterableSeq(Iterable<? extends T> values) {
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

        /** Null until the first advance; an empty one after the end, so that a failure comes out once. */
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
