package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.source.Source;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of a {@link Seq} one at a time. The sequence runs only while {@link #advance()} (or {@link #close}) does;
 * between two calls it stands still in its {@link Yield#yield}.
 *
 * <ul>
 *   <li>Creating a pull runs nothing. If a pull is closed before it was advanced, the sequence never runs.
 *   <li>After the end {@link #advance()} always returns false.
 *   <li>An exception from the sequence comes out once, of the {@code advance} or {@code close} that was running the sequence; after
 *       that the pull is at its end.
 *   <li>A pull that is not advanced to its end must be closed: then the {@code yield} of its sequence returns {@code false},
 *       and its {@code finally} blocks run.
 * </ul>
 *
 * <p><b>Threading.</b> A pull made by {@link #of(Seq) of} or {@link #readAhead(Seq, int) readAhead} is confined to the thread that first advances it;
 * one made by {@link #detached(Seq) detached} may be advanced by any thread, one at a time. Any other use throws an {@link IllegalStateException}
 * that says what happened, and changes nothing. So does advancing or closing a pull from inside its own sequence. See the
 * <a href="package-summary.html#hazards">package documentation</a> for what a sequence must not hold across a yield.
 *
 * <p>Use either {@link #advance()} and {@link #value}, which allocate nothing, or the {@link Iterator} methods. If both are
 * mixed, an {@code advance} after a {@code hasNext} moves to the value that {@code hasNext} has found.
 *
 * <p>Each factory method has two forms. The form with a {@link Seq} is for sequences and lambda expressions, the one with a
 * {@link Pusher} for references to methods such as {@code void walk(Yield<? super T> out)}.
 *
 * @param <T> the type of the values, which may be null
 * @since 0.2.0
 */
public final class Pull<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final Source<? extends T> source;

    /** Whether hasNext has moved the source to a value to which neither next nor advance has moved yet. */
    private boolean lookedAhead;

    private Pull(Source<? extends T> source) {
        this.source = source;
    }

    /**
     * Creates a pull that runs a sequence in the thread that first advances it.
     *
     * @param seq the sequence
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws UnsupportedOperationException if the thread is {@linkplain OsThread locked} and the backend is
     *     {@link Coroutine.Backend#THREAD}, which could not run the sequence on this OS thread
     */
    public static <T extends @Nullable Object> Pull<T> of(Seq<? extends T> seq) {
        return new Pull<>(Coroutines.source(seq));
    }

    /**
     * Creates a pull that runs a method in the thread that first advances it.
     *
     * @param method the method, usually a reference to {@code void walk(Yield<? super T> out)}
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws UnsupportedOperationException as {@link #of(Seq)}
     */
    public static <T extends @Nullable Object> Pull<T> of(Pusher<? extends T> method) {
        return of(Coroutines.seq(method));
    }

    /**
     * Creates a pull that runs a sequence on a thread of its own: a daemon thread, virtual if the thread that first advances it is. Several threads may advance it, one at a time, if they
     * pass it to each other safely. A sequence that blocks blocks only the thread that advances it. Slower than {@link #of(Seq) of}.
     *
     * @param seq the sequence
     * @param <T> the type of the values
     * @return a pull at its beginning
     */
    public static <T extends @Nullable Object> Pull<T> detached(Seq<? extends T> seq) {
        return new Pull<>(Coroutines.detachedSource(seq));
    }

    /**
     * Creates a pull that runs a method on a thread of its own, see {@link #detached(Seq)}.
     *
     * @param method the method, usually a reference to {@code void walk(Yield<? super T> out)}
     * @param <T> the type of the values
     * @return a pull at its beginning
     */
    public static <T extends @Nullable Object> Pull<T> detached(Pusher<? extends T> method) {
        return detached(Coroutines.seq(method));
    }

    /**
     * Creates a pull that runs a sequence as {@link #of(Seq) of} does, but up to {@code n} values ahead of its consumer, so that one switch
     * serves n values. For sequences without side effects, or whose side effects may come early. An exception from the sequence comes
     * out after the values before it, or of {@link #close} if that comes first.
     *
     * @param seq the sequence
     * @param n how many values at most the sequence has yielded and {@link #advance()} has not yet reached; at least 1
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws IllegalArgumentException if {@code n} is less than 1
     * @throws UnsupportedOperationException as {@link #of(Seq)}
     */
    public static <T extends @Nullable Object> Pull<T> readAhead(Seq<? extends T> seq, int n) {
        return new Pull<>(Coroutines.readAheadSource(seq, n));
    }

    /**
     * Creates a pull that runs a method up to {@code n} values ahead of its consumer, see {@link #readAhead(Seq, int)}.
     *
     * @param method the method, usually a reference to {@code void walk(Yield<? super T> out)}
     * @param n how many values at most the method has yielded and {@link #advance()} has not yet reached; at least 1
     * @param <T> the type of the values
     * @return a pull at its beginning
     * @throws IllegalArgumentException if {@code n} is less than 1
     * @throws UnsupportedOperationException as {@link #of(Seq)}
     */
    public static <T extends @Nullable Object> Pull<T> readAhead(Pusher<? extends T> method, int n) {
        return readAhead(Coroutines.seq(method), n);
    }

    /**
     * Moves to the next value.
     *
     * @return false at the end, and after {@link #close}
     * @throws IllegalStateException if called by a thread that may not, or from inside the sequence; or if the sequence waits on
     *     another thread for a lock that this thread holds, see {@linkplain dev.sexton.coroutine the package}
     * @throws StackOverflowError if the sequence, or this thread, is so deep that the sequence cannot be suspended or resumed
     * @throws ThreadLockMismatchException if the thread is not locked as it was when the pull was created
     */
    public boolean advance() {
        if (lookedAhead) {
            lookedAhead = false;
            return true;
        }
        return moveOn();
    }

    /**
     * Moves to the next value, unless that takes too long. Only for a {@linkplain #detached(Seq) detached} pull. If the time is up, the
     * sequence goes on, there is no {@linkplain #value value}, and the next advance waits for the same value. Closing the pull then
     * interrupts the thread of the sequence and does not wait for it; its next {@code yield} returns false.
     *
     * @param timeout how long to wait; zero or less takes the value only if it is there
     * @return false at the end, and after {@link #close}
     * @throws TimeoutException if the next value has not come in that time
     * @throws UnsupportedOperationException if the pull is not detached
     * @throws IllegalStateException as {@link #advance()}
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
     * Returns the value to which the last {@link #advance()} moved (or which the last {@link #hasNext} or {@link #peek} found).
     *
     * @return the value; may be null if the sequence yields nulls
     * @throws NoSuchElementException before the first advance, and at the end
     */
    public T value() {
        return source.value();
    }

    /**
     * Returns whether there is a next value; moves the sequence there to find out.
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
     * Moves to the next value and returns it.
     *
     * @return the value
     * @throws NoSuchElementException at the end
     * @throws IllegalStateException as {@link #advance()}
     */
    @Override
    public T next() {
        if (!advance()) {
            throw new NoSuchElementException("the sequence has ended");
        }
        return source.value();
    }

    /**
     * Returns the next value without moving past it: the next {@link #advance()} or {@link #next} moves to it. As after
     * {@link #hasNext}, the sequence has moved there, and {@link #value} returns the same.
     *
     * @return the value
     * @throws NoSuchElementException at the end
     * @throws IllegalStateException as {@link #advance()}
     */
    public T peek() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sequence has ended");
        }
        return source.value();
    }

    /**
     * Ends the sequence where it stands: its {@code yield} returns false, and it runs until it ends. At the end this method does
     * nothing; it may be called again. Any thread may close a pull that was never advanced, or whose thread has ended.
     *
     * @throws IllegalStateException if called by a thread that may not, or from inside the sequence; or if the sequence
     *     yields again instead of ending, and does not catch the exception from that
     * @throws ThreadLockMismatchException as {@link #advance()}
     */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            lookedAhead = lookedAhead && source.hasValue(); // There is still a value only if the close was refused.
            Reference.reachabilityFence(this);
        }
    }
}
