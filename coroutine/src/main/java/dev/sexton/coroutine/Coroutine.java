package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.source.Exchange;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A body that can be suspended and resumed, with a value passed in each direction. If values only come out, {@link Seq} and
 * {@link Pull} are simpler.
 *
 * <pre>{@code
 * Coroutine<Integer, Integer> total = Coroutine.of((first, self) -> {
 *     int sum = first;
 *     while (true) sum += self.yield(sum);
 * });
 * total.resume(3);   // value() is 3
 * total.resume(4);   // value() is 7
 * total.close();
 * }</pre>
 *
 * <p>The rules are those of {@link Pull}. Creating a coroutine runs nothing. An exception from the body comes out once, of the
 * {@link #resume} or {@link #cancel} that was running the body. A coroutine made by {@link #of} is confined to the thread that first
 * resumes it; one made by {@link #detached} may be resumed by any thread, one at a time. Any other use throws an
 * {@link IllegalStateException} that says what happened, and changes nothing. A coroutine that is not resumed to its end must be
 * closed.
 *
 * @param <I> the type of the values passed in, which may be null
 * @param <O> the type of the values that come out, which may be null
 * @since 0.2.0
 */
public final class Coroutine<I extends @Nullable Object, O extends @Nullable Object> implements AutoCloseable {
    /**
     * The code that a coroutine runs.
     *
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @since 0.2.0
     */
    @FunctionalInterface
    public interface Body<I extends @Nullable Object, O extends @Nullable Object> {
        /**
         * Runs.
         *
         * @param first the value that was passed to the first {@link Coroutine#resume}
         * @param self suspends this body; valid until it ends, and only inside it
         * @return the last value
         * @throws Exception any exception; it comes out of the {@link Coroutine#resume} or {@link Coroutine#cancel} that was running the
         *     body as it is, even if it is checked
         */
        O run(I first, Suspender<I, O> self) throws Exception;
    }

    /**
     * Suspends the body that received it.
     *
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @since 0.2.0
     */
    @FunctionalInterface
    public interface Suspender<I extends @Nullable Object, O extends @Nullable Object> {
        /**
         * Passes a value out and waits for the next {@link Coroutine#resume}.
         *
         * @param value the value; may be null
         * @return the value that was passed to that resume
         * @throws CoroutineCancelledException if the coroutine was cancelled instead; the body must end
         * @throws IllegalStateException if called after that, or from outside the body: by the consumer, by another thread,
         *     or after the body has ended
         * @throws ThreadLockMismatchException if the coroutine is confined and the thread is not locked as it was when the
         *     coroutine was created
         */
        @SuppressWarnings("NamedLikeContextualKeyword")
        I yield(O value);
    }

    /**
     * The mechanism that suspends confined coroutines in this JVM, see the {@linkplain dev.sexton.coroutine package}. More
     * constants may be added.
     *
     * @since 0.2.0
     */
    public enum Backend {
        /** Continuations of the JDK: a confined coroutine shares its consumer's thread, if that is a platform thread or locked. */
        CONTINUATION("continuation"),

        /** A thread for each coroutine. */
        THREAD("thread");

        private final String name;

        Backend(String name) {
            this.name = name;
        }

        /**
         * {@return "continuation" or "thread"}
         */
        @Override
        public String toString() {
            return name;
        }
    }

    private final Exchange<I, O> exchange;

    private Coroutine(Exchange<I, O> exchange) {
        this.exchange = exchange;
    }

    /**
     * Creates a coroutine that runs in the thread that first resumes it.
     *
     * @param body the code that it runs
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @return a coroutine that has not begun
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Coroutine<I, O> of(Body<I, O> body) {
        return new Coroutine<>(Coroutines.exchange(body, false));
    }

    /**
     * Creates a coroutine that runs on a thread of its own, see {@link Pull#detached(Seq)}.
     *
     * @param body the code that it runs
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @return a coroutine that has not begun
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Coroutine<I, O> detached(Body<I, O> body) {
        return new Coroutine<>(Coroutines.exchange(body, true));
    }

    /**
     * Passes a value in and runs the body up to its next {@link Suspender#yield} or its end.
     *
     * @param in the value that the body's yield returns, or with which the body begins; may be null
     * @return true if {@link #value} is the value that the body yielded or, the last time, returned; false if the body had ended
     *     before
     * @throws IllegalStateException if called by a thread that may not, or from inside the body
     * @throws ThreadLockMismatchException if the thread is not locked as it was when the coroutine was created
     */
    public boolean resume(I in) {
        try {
            return exchange.resume(this, in);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the value that the body passed out in the last {@link #resume}.
     *
     * @return the value; may be null if the body passes nulls out
     * @throws NoSuchElementException if there is none: before the first resume, after one that returned false or threw, and
     *     after {@link #cancel}
     */
    public O value() {
        return exchange.value();
    }

    /**
     * Returns whether the body has ended or will never run. So after a {@link #resume} that returned true it tells a value that the body
     * yielded from the one that it returned.
     *
     * @return true if every further resume will return false
     */
    public boolean isDone() {
        return exchange.isDone();
    }

    /**
     * Unwinds the body: its {@link Suspender#yield} throws {@link CoroutineCancelledException}, and its {@code finally} blocks
     * run. A body that has not begun never runs. At the end this method does nothing; it may be called again.
     *
     * @throws IllegalStateException if called by a thread that may not, or from inside the body; or if the body yields again
     *     instead of ending, and does not catch the exception from that
     * @throws ThreadLockMismatchException as {@link #resume}
     */
    public void cancel() {
        try {
            exchange.close();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Does the same as {@link #cancel}. */
    @Override
    public void close() {
        cancel();
    }

    /**
     * Returns the mechanism that suspends confined coroutines in this JVM. It never changes while the JVM runs.
     *
     * @return the backend
     */
    public static Backend backend() {
        return Coroutines.backend();
    }
}
