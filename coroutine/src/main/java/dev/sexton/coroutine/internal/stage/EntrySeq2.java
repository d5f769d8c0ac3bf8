package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.ReadySeq2;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a sequence, as pairs.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public final class EntrySeq2<K extends @Nullable Object, V extends @Nullable Object> implements ReadySeq2<K, V> {
    private final Seq<? extends Map.Entry<? extends K, ? extends V>> entries;

    /**
     * Creates a sequence; runs nothing.
     *
     * @param entries the entries
     */
    public EntrySeq2(Seq<? extends Map.Entry<? extends K, ? extends V>> entries) {
        this.entries = entries;
    }

    @Override
    public void push(Yield2<? super K, ? super V> out) {
        Objects.requireNonNull(out, "out");
        entries.push(
                new Relay<Map.Entry<? extends K, ? extends V>>(entry -> out.yield(entry.getKey(), entry.getValue())));
    }

    @Override
    public PairSource<K, V> source() {
        return new EntrySource<>(Sources.of(entries));
    }

    /**
     * {@return a source of the pairs that switches only once for several of them, if it switches at all}
     *
     * @param n how many pairs at most the sequence has yielded and the consumer has not reached
     */
    public PairSource<K, V> readAhead(int n) {
        return new EntrySource<>(Sources.readAhead(entries, n));
    }

    @Override
    public boolean hasBody() {
        return Sources.hasBody(entries);
    }

    @Override
    public void release() {
        ReadySeq.release(entries);
    }

    private static final class EntrySource<K extends @Nullable Object, V extends @Nullable Object>
            extends DirectSource<V> implements PairSource<K, V> {
        private final Source<? extends Map.Entry<? extends K, ? extends V>> entries;

        /** The first half; current whenever the value is. */
        private @Nullable K key;

        EntrySource(Source<? extends Map.Entry<? extends K, ? extends V>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean step(Object handle) {
            return move(handle) ? split() : ended();
        }

        private boolean move(Object handle) {
            try {
                return entries.step(handle);
            } catch (Throwable t) {
                throw thrown(t, entries);
            }
        }

        private boolean split() {
            try {
                Map.Entry<? extends K, ? extends V> entry = entries.current();
                V value = entry.getValue();
                key = entry.getKey();
                return at(value);
            } catch (Throwable t) {
                throw failed(t);
            }
        }

        @Override
        protected void shut() {
            try {
                entries.stop();
            } finally {
                key = isDone() ? null : key;
            }
        }

        @Override
        public boolean isDone() {
            return entries.isDone();
        }

        @Override
        @SuppressWarnings("NullAway") // K admits null exactly if the keys may be null.
        public K key() {
            value(); // Throws if there is no current pair.
            return key;
        }

        @Override
        public Source<V> values() {
            return this;
        }
    }
}
