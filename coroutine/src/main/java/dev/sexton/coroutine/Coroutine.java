package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Coroutines.Exchange;
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
 * <p>The rules are those of {@link Pull}: nothing runs at creation; what the body throws comes out once of the
 * {@link #resume} or {@link #cancel} that was running it; {@link #of} is confined to the thread that first resumes it,
 * {@link #detached} may be resumed by any thread, one at a time; everything else is an {@link IllegalStateException} that
 * says what happened and changes nothing. One that is not resumed to its end has to be closed.
 *
 * @param <I> the type of the values passed in, which may be null
 * @param <O> the type of the values that come out, which may be null
 */
public final class Coroutine<I extends @Nullable Object, O extends @Nullable Object> implements AutoCloseable {
    /**
     * What a coroutine runs.
     *
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     */
    @FunctionalInterface
    public interface Body<I extends @Nullable Object, O extends @Nullable Object> {
        /**
         * Runs.
         *
         * @param first what was passed to the first {@link Coroutine#resume}
         * @param self suspends this body; valid until it ends, and only inside it
         * @return the last value
         */
        O run(I first, Suspender<I, O> self);
    }

    /**
     * Suspends the body that received it.
     *
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     */
    @FunctionalInterface
    public interface Suspender<I extends @Nullable Object, O extends @Nullable Object> {
        /**
         * Hands out a value and waits for the next {@link Coroutine#resume}.
         *
         * @param value the value; may be null
         * @return what was passed to that resume
         * @throws CoroutineCancelledException if the coroutine was cancelled instead; the body must end
         * @throws IllegalStateException if called after that, or from outside the body: by the consumer, by another thread,
         *     or after the body ended
         * @throws ThreadLockMismatchException if the coroutine is confined and the thread is not locked as it was when the
         *     coroutine was created
         */
        @SuppressWarnings("NamedLikeContextualKeyword")
        I yield(O value);
    }

    private final Exchange<I, O> exchange;

    private Coroutine(Exchange<I, O> exchange) {
        this.exchange = exchange;
    }

    /**
     * Makes a coroutine that runs in the thread that first resumes it.
     *
     * @param body what it runs
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @return a coroutine that has not begun
     * @throws NullPointerException if {@code body} is null
     * @throws UnsupportedOperationException as {@link Pull#of}
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Coroutine<I, O> of(Body<I, O> body) {
        return new Coroutine<>(Coroutines.exchange(body, false));
    }

    /**
     * Makes a coroutine that runs on a virtual thread of its own, see {@link Pull#detached}.
     *
     * @param body what it runs
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     * @return a coroutine that has not begun
     * @throws NullPointerException if {@code body} is null
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Coroutine<I, O> detached(Body<I, O> body) {
        return new Coroutine<>(Coroutines.exchange(body, true));
    }

    /**
     * Passes a value in and runs the body up to its next {@link Suspender#yield} or its end.
     *
     * @param in what the body's yield returns, or what the body begins with; may be null
     * @return true if {@link #value} is what the body yielded or, the last time, returned; false if it had ended before
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
     * What the body handed out in the last {@link #resume}.
     *
     * @return the value; may be null if the body hands out nulls
     * @throws NoSuchElementException if there is none: before the first resume, after one that returned false or threw, and
     *     after {@link #cancel}
     */
    public O value() {
        return exchange.value();
    }

    /**
     * Unwinds the body: its {@link Suspender#yield} throws {@link CoroutineCancelledException}, its {@code finally} blocks
     * run. A body that never began never will. Does nothing at the end; may be called again.
     *
     * @throws IllegalStateException if called by a thread that may not, or from inside the body; or if the body yields again
     *     instead of ending, and lets that exception pass
     * @throws ThreadLockMismatchException as {@link #resume}
     */
    public void cancel() {
        try {
            exchange.close();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The same as {@link #cancel}. */
    @Override
    public void close() {
        cancel();
    }

    /**
     * What confined coroutines are made of in this JVM, see the {@linkplain dev.sexton.coroutine package}.
     *
     * @return "continuation" or "thread"
     */
    public static String backend() {
        return Coroutines.backend();
    }
}
