package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.Source;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Takes pairs out of a {@link Seq2} one at a time. The rules are those of {@link Pull}.
 *
 * @param <K> the type of the first halves, which may be null
 * @param <V> the type of the second halves, which may be null
 * @since 0.2.0
 */
public final class Pull2<K extends @Nullable Object, V extends @Nullable Object> implements AutoCloseable {
    private final PairSource<? extends K, ? extends V> pairs;

    /** The second halves; it moves the first halves, too. */
    private final Source<? extends V> source;

    private Pull2(PairSource<? extends K, ? extends V> pairs) {
        this.pairs = pairs;
        source = pairs.values();
    }

    /**
     * Creates a pull that runs a sequence in the thread that first advances it.
     *
     * @param seq the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> of(
            Seq2<? extends K, ? extends V> seq) {
        return new Pull2<>(Coroutines.pairSource(seq, false));
    }

    /**
     * Creates a pull that runs a method in the thread that first advances it.
     *
     * @param method the method, usually a reference to {@code void walk(Yield2<? super K, ? super V> out)}
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> of(
            Pusher2<? extends K, ? extends V> method) {
        return of(Coroutines.seq2(method));
    }

    /**
     * Creates a pull that runs a sequence on a virtual thread of its own, see {@link Pull#detached(Seq)}.
     *
     * @param seq the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> detached(
            Seq2<? extends K, ? extends V> seq) {
        return new Pull2<>(Coroutines.pairSource(seq, true));
    }

    /**
     * Creates a pull that runs a method on a virtual thread of its own, see {@link Pull#detached(Seq)}.
     *
     * @param method the method, usually a reference to {@code void walk(Yield2<? super K, ? super V> out)}
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> detached(
            Pusher2<? extends K, ? extends V> method) {
        return detached(Coroutines.seq2(method));
    }

    /**
     * Moves to the next pair.
     *
     * @return false at the end, and after {@link #close}
     * @throws IllegalStateException as {@link Pull#advance}
     * @throws ThreadLockMismatchException as {@link Pull#advance}
     */
    public boolean advance() {
        try {
            return source.advance(this);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the first half of the current pair.
     *
     * @return the first half; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public K key() {
        return pairs.key();
    }

    /**
     * Returns the second half of the current pair.
     *
     * @return the second half; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public V value() {
        return source.value();
    }

    /**
     * Ends the sequence where it stands, see {@link Pull#close}.
     *
     * @throws IllegalStateException as {@link Pull#close}
     * @throws ThreadLockMismatchException as {@link Pull#close}
     */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
