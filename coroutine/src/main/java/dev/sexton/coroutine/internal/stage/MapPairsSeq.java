package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.ReadySeq2;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a function makes of the pairs of a sequence.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 * @param <T> the type of the values
 */
public final class MapPairsSeq<K extends @Nullable Object, V extends @Nullable Object, T extends @Nullable Object>
        implements ReadySeq<T> {
    private final Seq2<? extends K, ? extends V> pairs;
    private final BiFunction<? super K, ? super V, ? extends T> function;

    /**
     * Creates a sequence; runs nothing.
     *
     * @param pairs the pairs
     * @param function makes a value of each
     */
    public MapPairsSeq(Seq2<? extends K, ? extends V> pairs, BiFunction<? super K, ? super V, ? extends T> function) {
        this.pairs = pairs;
        this.function = function;
    }

    @Override
    public void push(Yield<? super T> out) {
        Objects.requireNonNull(out, "out");
        pairs.push(new Relay2<K, V>((key, value) -> out.yield(function.apply(key, value))));
    }

    @Override
    public Source<T> source() {
        return pairs instanceof ZipSeq<? extends K, ? extends V> zip
                ? zip.source(function)
                : new MapSource<>(Sources.ofPairs(pairs), function);
    }

    @Override
    public boolean hasBody() {
        return !(pairs instanceof ReadySeq2<?, ?> ready) || ready.hasBody();
    }

    @Override
    public void release() {
        ReadySeq2.release(pairs);
    }

    private static final class MapSource<
                    K extends @Nullable Object, V extends @Nullable Object, T extends @Nullable Object>
            extends DirectSource<T> {
        private final PairSource<? extends K, ? extends V> pairs;
        private final Source<? extends V> values;
        private final BiFunction<? super K, ? super V, ? extends T> function;

        MapSource(PairSource<? extends K, ? extends V> pairs, BiFunction<? super K, ? super V, ? extends T> function) {
            this.pairs = pairs;
            values = pairs.values();
            this.function = function;
        }

        @Override
        public boolean step(Object handle) {
            return move(handle) ? give() : ended();
        }

        private boolean move(Object handle) {
            try {
                return values.step(handle);
            } catch (Throwable t) {
                throw thrown(t, values);
            }
        }

        private boolean give() {
            try {
                return at(function.apply(pairs.key(), values.current()));
            } catch (Throwable t) {
                throw failed(t);
            }
        }

        @Override
        protected void shut() {
            values.stop();
        }

        @Override
        public boolean isDone() {
            return values.isDone();
        }
    }
}
