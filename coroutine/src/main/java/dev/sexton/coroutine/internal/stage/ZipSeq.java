package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.ReadySeq2;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of the values of two sequences.
 *
 * @param <K> the type of the values of the left sequence
 * @param <V> the type of the values of the right sequence
 */
public final class ZipSeq<K extends @Nullable Object, V extends @Nullable Object> implements ReadySeq2<K, V> {
    /* Pushed, the left sequence pushes, and the right one is pulled: two sequences cannot push at the same time. */

    private final Seq<? extends K> left;
    private final Seq<? extends V> right;

    /** What stands for the values that the shorter sequence does not have; null if the pairs end with it. */
    private final @Nullable Padding<K, V> padding;

    private record Padding<K extends @Nullable Object, V extends @Nullable Object>(K key, V value) {}

    private ZipSeq(Seq<? extends K> left, Seq<? extends V> right, @Nullable Padding<K, V> padding) {
        this.left = left;
        this.right = right;
        this.padding = padding;
    }

    /**
     * {@return a sequence that ends with the shorter one}
     *
     * @param left the sequence of the first halves, which is advanced first
     * @param right the sequence of the second halves
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> ZipSeq<K, V> shortest(
            Seq<? extends K> left, Seq<? extends V> right) {
        return new ZipSeq<>(left, right, null);
    }

    /**
     * {@return a sequence that ends with the longer one}
     *
     * @param left the sequence of the first halves, which is advanced first
     * @param right the sequence of the second halves
     * @param key the first half of the pairs after the end of the left sequence
     * @param value the second half of the pairs after the end of the right sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> ZipSeq<K, V> longest(
            Seq<? extends K> left, Seq<? extends V> right, K key, V value) {
        return new ZipSeq<>(left, right, new Padding<>(key, value));
    }

    @Override
    public void push(Yield2<? super K, ? super V> out) {
        new Push<>(this, Objects.requireNonNull(out, "out")).run();
    }

    @Override
    public PairSource<K, V> source() {
        return new Pairs<>(this);
    }

    /**
     * {@return a source of what a function makes of the pairs}
     *
     * @param function the function
     * @param <R> the type of the results
     */
    <R extends @Nullable Object> Source<R> source(BiFunction<? super K, ? super V, ? extends R> function) {
        return new ZipSource<K, V, R>(this) {
            @Override
            R combine(K key, V value) {
                return function.apply(key, value);
            }
        };
    }

    @Override
    public boolean hasBody() {
        return Sources.hasBody(left) || Sources.hasBody(right);
    }

    @Override
    public void release() {
        Closing.of(() -> ReadySeq.release(left))
                .run(() -> ReadySeq.release(right))
                .end();
    }

    /** One push: the handle of its pull of the right sequence. */
    private static final class Push<K extends @Nullable Object, V extends @Nullable Object> {
        private final ZipSeq<K, V> zip;
        private final Relay2<K, V> out;
        private final Source<? extends V> right;

        Push(ZipSeq<K, V> zip, Yield2<? super K, ? super V> out) {
            this.zip = zip;
            this.out = new Relay2<>(out);
            right = Sources.of(zip.right);
        }

        void run() {
            try {
                zip.left.push(new Relay<K>(this::pair));
                pushRest();
            } catch (Throwable t) {
                throw Closing.after(t).run(right::close).failure();
            } finally {
                Reference.reachabilityFence(this);
            }
            right.close();
        }

        private boolean pair(K key) {
            if (right.advance(this)) {
                return out.yield(key, right.current());
            }
            Padding<K, V> padding = zip.padding;
            return padding != null && out.yield(key, padding.value);
        }

        private void pushRest() {
            Padding<K, V> padding = zip.padding;
            if (padding != null) {
                while (out.isOpen() && right.advance(this)) {
                    out.yield(padding.key, right.current());
                }
            }
        }
    }

    private abstract static class ZipSource<
                    K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object>
            extends DirectSource<R> {
        private final Source<? extends K> left;
        private final Source<? extends V> right;
        private final @Nullable Padding<K, V> padding;

        /** Whether the left source has moved to a value that is not yet in a pair; it stays so if the right one refuses to move. */
        private boolean ahead;

        ZipSource(ZipSeq<K, V> zip) {
            left = Sources.of(zip.left);
            right = Sources.of(zip.right);
            padding = zip.padding;
        }

        /** Returns what comes out for a pair. */
        abstract R combine(K key, V value);

        @Override
        public boolean step(Object handle) {
            ahead = ahead || moveLeft(handle);
            return padding == null ? both(handle) : either(handle, padding);
        }

        private boolean both(Object handle) {
            return (ahead && moveRight(handle)) ? pair(left.current(), right.current()) : ended();
        }

        private boolean either(Object handle, Padding<K, V> padding) {
            boolean more = moveRight(handle);
            return (ahead || more)
                    ? pair(ahead ? left.current() : padding.key, more ? right.current() : padding.value)
                    : ended();
        }

        private boolean moveLeft(Object handle) {
            try {
                return left.step(handle);
            } catch (Throwable t) {
                throw thrown(t, left);
            }
        }

        private boolean moveRight(Object handle) {
            try {
                return right.step(handle);
            } catch (Throwable t) {
                throw thrown(t, right);
            }
        }

        private boolean pair(K key, V value) {
            ahead = false;
            try {
                return at(combine(key, value));
            } catch (Throwable t) {
                throw failed(t);
            }
        }

        @Override
        protected void shut() {
            ahead = false;
            Closing.of(left::stop).run(right::stop).end();
        }

        @Override
        public boolean isDone() {
            return left.isDone() && right.isDone();
        }
    }

    /** The pairs themselves: what comes out is the second half. */
    private static final class Pairs<K extends @Nullable Object, V extends @Nullable Object> extends ZipSource<K, V, V>
            implements PairSource<K, V> {
        /** The first half; current whenever the value is. */
        private @Nullable K key;

        Pairs(ZipSeq<K, V> zip) {
            super(zip);
        }

        @Override
        V combine(K first, V second) {
            key = first;
            return second;
        }

        @Override
        protected void shut() {
            try {
                super.shut();
            } finally {
                key = isDone() ? null : key;
            }
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
