package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Sequences;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.Source;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes pairs out of a {@link Seq2} one at a time. The rules are those of {@link Pull}.
 *
 * <p>{@link #advance()}, {@link #key} and {@link #value} allocate nothing; the {@link Iterator} methods make an entry for each pair. Use
 * either; if both are mixed, an {@code advance} after a {@code hasNext} or {@code peek} moves to the pair that was found.
 *
 * @param <K> the type of the first halves, which may be null
 * @param <V> the type of the second halves, which may be null
 * @since 0.2.0
 */
public final class Pull2<K extends @Nullable Object, V extends @Nullable Object>
        implements Iterator<Map.Entry<K, V>>, AutoCloseable {
    private final PairSource<? extends K, ? extends V> pairs;

    /** The second halves; it moves the first halves, too. */
    private final Source<? extends V> source;

    /** Whether hasNext has moved the source to a pair to which neither next nor advance has moved yet. */
    private boolean lookedAhead;

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
     * Creates a pull that runs a sequence on a thread of its own, see {@link Pull#detached(Seq)}.
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
     * Creates a pull that runs a method on a thread of its own, see {@link Pull#detached(Seq)}.
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
     * Creates a pull that runs a sequence up to {@code n} pairs ahead of its consumer, see {@link Pull#readAhead(Seq, int)}.
     *
     * @param seq the sequence
     * @param n how many pairs at most the sequence has yielded and {@link #advance()} has not yet reached; at least 1
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws IllegalArgumentException if {@code n} is less than 1
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> readAhead(
            Seq2<? extends K, ? extends V> seq, int n) {
        return new Pull2<>(Sequences.readAhead(seq, n));
    }

    /**
     * Creates a pull that runs a method up to {@code n} pairs ahead of its consumer, see {@link Pull#readAhead(Seq, int)}.
     *
     * @param method the method, usually a reference to {@code void walk(Yield2<? super K, ? super V> out)}
     * @param n how many pairs at most the method has yielded and {@link #advance()} has not yet reached; at least 1
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws IllegalArgumentException if {@code n} is less than 1
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> readAhead(
            Pusher2<? extends K, ? extends V> method, int n) {
        return readAhead(Coroutines.seq2(method), n);
    }

    /**
     * Moves to the next pair.
     *
     * @return false at the end, and after {@link #close}
     * @throws IllegalStateException as {@link Pull#advance()}
     * @throws ThreadLockMismatchException as {@link Pull#advance()}
     */
    public boolean advance() {
        if (lookedAhead) {
            lookedAhead = false;
            return true;
        }
        return moveOn();
    }

    /**
     * Moves to the next pair, unless that takes too long, see {@link Pull#advance(Duration)}.
     *
     * @param timeout how long to wait; zero or less takes the pair only if it is there
     * @return false at the end, and after {@link #close}
     * @throws TimeoutException if the next pair has not come in that time
     * @throws UnsupportedOperationException if the pull is not detached
     * @throws IllegalStateException as {@link Pull#advance()}
     */
    public boolean advance(Duration timeout) throws TimeoutException {
        long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
        if (lookedAhead) {
            lookedAhead = false;
            return true;
        }
        try {
            return source.advance(this, nanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The fence: if the pull became unreachable while its sequence runs, it would be taken for abandoned. */
    private boolean moveOn() {
        try {
            return source.advance(this);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the first half of the pair to which the last {@link #advance()} moved (or which the last {@link #hasNext} or {@link #peek} found).
     *
     * @return the first half; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public K key() {
        return pairs.key();
    }

    /**
     * Returns the second half of that pair.
     *
     * @return the second half; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public V value() {
        return source.value();
    }

    /**
     * Returns whether there is a next pair; moves the sequence there to find out.
     *
     * @return false at the end
     * @throws IllegalStateException as {@link #advance()}
     */
    @Override
    public boolean hasNext() {
        if (!lookedAhead) {
            lookedAhead = moveOn();
        }
        return lookedAhead;
    }

    /**
     * Moves to the next pair and returns it.
     *
     * @return an immutable entry, whose halves may be null
     * @throws NoSuchElementException at the end
     * @throws IllegalStateException as {@link #advance()}
     */
    @Override
    public Map.Entry<K, V> next() {
        if (!advance()) {
            throw new NoSuchElementException("the sequence has ended");
        }
        return entry();
    }

    /**
     * Returns the next pair without moving past it, see {@link Pull#peek}.
     *
     * @return an immutable entry, whose halves may be null
     * @throws NoSuchElementException at the end
     * @throws IllegalStateException as {@link #advance()}
     */
    public Map.Entry<K, V> peek() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sequence has ended");
        }
        return entry();
    }

    private Map.Entry<K, V> entry() {
        return new AbstractMap.SimpleImmutableEntry<>(key(), value());
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
            lookedAhead = lookedAhead && source.hasValue(); // There is still a pair only if the close was refused.
            Reference.reachabilityFence(this);
        }
    }
}
