package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Coroutines.Source;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of a {@link Seq} one at a time. The sequence runs only while {@link #advance} (or {@link #close}) does,
 * and stands still in its {@link Yield#yield} between two calls.
 *
 * <ul>
 *   <li>Creating a pull runs nothing. Closing one that was never advanced never runs the sequence.
 *   <li>After the end {@link #advance} is false for ever.
 *   <li>What the sequence throws comes out of the {@code advance} or {@code close} that was running it, once; after that
 *       the pull is at its end.
 *   <li>A pull that is not advanced to its end has to be closed: its sequence finds {@code false} in its {@code yield},
 *       and its {@code finally} blocks run.
 * </ul>
 *
 * <p><b>Threading.</b> A pull made by {@link #of} or {@link #readAhead} is confined to the thread that first advances it;
 * one made by {@link #detached} may be advanced by any thread, one at a time. Anything else is an
 * {@link IllegalStateException} that says what happened and changes nothing. So is advancing or closing a pull from inside
 * its own sequence. What a sequence must not hold while it yields, says the
 * <a href="package-summary.html#hazards">package</a>.
 *
 * <p>Use either {@link #advance} and {@link #value}, which allocate nothing, or the {@link Iterator} methods. If both are
 * mixed, an {@code advance} after a {@code hasNext} moves to the value that {@code hasNext} has found.
 *
 * @param <T> the type of the values, which may be null
 */
public final class Pull<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final Source<T> source;

    /** Whether hasNext has moved the source to a value that next or advance has yet to account for. */
    private boolean lookedAhead;

    private Pull(Source<T> source) {
        this.source = source;
    }

    /**
     * Pulls a sequence in the thread that first advances it.
     *
     * @param seq the sequence
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws NullPointerException if {@code seq} is null
     * @throws UnsupportedOperationException if the thread is {@linkplain OsThread locked} and the backend is "thread", which
     *     could not run the sequence on this OS thread
     */
    public static <T extends @Nullable Object> Pull<T> of(Seq<T> seq) {
        return new Pull<>(Coroutines.source(seq));
    }

    /**
     * Pulls a sequence that runs on a virtual thread of its own. Several threads may advance it, one at a time, if they
     * hand it to each other safely; a blocking sequence blocks only who advances it. Slower than {@link #of}.
     *
     * @param seq the sequence
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws NullPointerException if {@code seq} is null
     */
    public static <T extends @Nullable Object> Pull<T> detached(Seq<T> seq) {
        return new Pull<>(Coroutines.detachedSource(seq));
    }

    /**
     * Pulls a sequence as {@link #of} does, but lets it run up to {@code n} values ahead of its consumer, so that one switch
     * serves n values. For sequences whose side effects, if any, may come early. What the sequence throws comes after the
     * values before it.
     *
     * @param seq the sequence
     * @param n how many values at most the sequence has yielded and {@link #advance} has not yet reached; at least 1
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws NullPointerException if {@code seq} is null
     * @throws IllegalArgumentException if {@code n} is less than 1
     * @throws UnsupportedOperationException as {@link #of}
     */
    public static <T extends @Nullable Object> Pull<T> readAhead(Seq<T> seq, int n) {
        return new Pull<>(Coroutines.readAheadSource(seq, n));
    }

    /**
     * Moves to the next value.
     *
     * @return false at the end, and after {@link #close}
     * @throws IllegalStateException if called by a thread that may not, or from inside the sequence
     * @throws ThreadLockMismatchException if the thread is not locked as it was when the pull was created
     */
    public boolean advance() {
        if (lookedAhead) {
            lookedAhead = false;
            return true;
        }
        return moveOn();
    }

    /** Were the pull found dead while its sequence runs, it would be taken for abandoned. */
    private boolean moveOn() {
        try {
            return source.advance(this);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The value that the last {@link #advance} moved to (or the last {@link #hasNext} found).
     *
     * @return the value; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public T value() {
        return source.value();
    }

    /**
     * Whether there is a next value; moves the sequence there to find out.
     *
     * @return false at the end
     * @throws IllegalStateException as {@link #advance}
     */
    @Override
    public boolean hasNext() {
        if (!lookedAhead) {
            lookedAhead = moveOn();
        }
        return lookedAhead;
    }

    /**
     * Moves to the next value and returns it.
     *
     * @return the value
     * @throws NoSuchElementException at the end
     * @throws IllegalStateException as {@link #advance}
     */
    @Override
    public T next() {
        if (!advance()) {
            throw new NoSuchElementException("the sequence has ended");
        }
        return source.value();
    }

    /**
     * Ends the sequence where it stands: its {@code yield} returns false, and it runs until it ends. Does nothing at the
     * end; may be called again.
     *
     * @throws IllegalStateException if called by a thread that may not, or from inside the sequence; or if the sequence
     *     yields again instead of ending, and lets that exception pass
     * @throws ThreadLockMismatchException as {@link #advance}
     */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            lookedAhead = lookedAhead && source.hasValue(); // which is still there only if the close was refused
            Reference.reachabilityFence(this);
        }
    }
}
