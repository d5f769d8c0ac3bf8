package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.CoroutineCancelledException;
import dev.sexton.coroutine.internal.coro.Coro;
import dev.sexton.coroutine.internal.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A body that runs in a coroutine, with values in both directions.
 *
 * @param <I> the type of the values passed in
 * @param <O> the type of the values that come out
 */
public final class BodyExchange<I extends @Nullable Object, O extends @Nullable Object> extends Exchange<I, O>
        implements Coroutine.Suspender<I, O>, Runnable {
    private final Coroutine.Body<I, O> body;
    private final Coro coro;

    /* Each is written by one side before a switch and read by the other side after it. */
    private @Nullable I input;
    private boolean returned;

    /** The exception that the last yield threw, to tell it from another coroutine's; null unless cancelled. */
    private @Nullable CoroutineCancelledException cancellation;

    /**
     * Creates an exchange whose body has not begun.
     *
     * @param body the body
     * @param detached whether it runs on a thread of its own
     */
    public BodyExchange(Coroutine.Body<I, O> body, boolean detached) {
        this.body = body;
        coro = new Coro(this, detached);
    }

    @Override
    public boolean resume(Object handle, I next) {
        if (!coro.begin()) {
            return end();
        }
        input = next;
        try {
            return coro.step(handle) || returned;
        } finally {
            leave(coro.isLeft());
        }
    }

    @Override
    public boolean isDone() {
        return coro.isDone();
    }

    @Override
    public void close() {
        coro.cancel();
    }

    /** The body. */
    @Override
    public void run() {
        try {
            O result = body.run(takeInput(), this);
            returned = cancellation == null && at(result);
        } catch (CoroutineCancelledException e) {
            if (e != cancellation) {
                throw e;
            }
        } catch (Exception e) {
            throw Failures.unchecked(e);
        } finally {
            if (!returned) {
                end();
            }
        }
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public I yield(O value) {
        coro.checkSuspend();
        at(value);
        if (!coro.suspend()) {
            CoroutineCancelledException cancelled = Failures.cancelled();
            cancellation = cancelled;
            throw cancelled;
        }
        return takeInput();
    }

    @SuppressWarnings("NullAway") // I admits null exactly if the inputs may be null.
    private I takeInput() {
        I taken = input;
        input = null;
        return taken;
    }
}
