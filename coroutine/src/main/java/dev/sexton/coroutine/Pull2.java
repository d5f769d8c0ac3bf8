package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Coroutines.PairSource;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Takes pairs out of a {@link Seq2} one at a time. The rules are those of {@link Pull}.
 *
 * @param <K> the type of the first halves, which may be null
 * @param <V> the type of the second halves, which may be null
 */
public final class Pull2<K extends @Nullable Object, V extends @Nullable Object> implements AutoCloseable {
    private final PairSource<K, V> source;

    private Pull2(PairSource<K, V> source) {
        this.source = source;
    }

    /**
     * Pulls a sequence in the thread that first advances it.
     *
     * @param seq the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws NullPointerException if {@code seq} is null
     * @throws UnsupportedOperationException as {@link Pull#of}
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> of(Seq2<K, V> seq) {
        return new Pull2<>(Coroutines.pairSource(seq, false));
    }

    /**
     * Pulls a sequence that runs on a virtual thread of its own, see {@link Pull#detached}.
     *
     * @param seq the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a pull at its beginning
     * @throws NullPointerException if {@code seq} is null
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Pull2<K, V> detached(Seq2<K, V> seq) {
        return new Pull2<>(Coroutines.pairSource(seq, true));
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
     * The first half of the current pair.
     *
     * @return the first half; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public K key() {
        return source.key();
    }

    /**
     * The second half of the current pair.
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
