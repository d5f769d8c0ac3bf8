package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.CoroutineCancelledException;
import dev.sexton.coroutine.internal.Coroutines.Exchange;
import org.jspecify.annotations.Nullable;

/** A body that runs in a coroutine, with values in both directions. */
final class BodyExchange<I extends @Nullable Object, O extends @Nullable Object> extends Exchange<I, O>
        implements Coroutine.Suspender<I, O>, Runnable {
    private final Coroutine.Body<I, O> body;
    private final Coro coro;

    /* Each written by one side before a switch and read by the other after it. */
    private @Nullable I input;
    private boolean returned;

    /** What the last yield threw, to be told from another coroutine's; null unless cancelled. */
    private @Nullable CoroutineCancelledException cancellation;

    BodyExchange(Coroutine.Body<I, O> body, boolean detached) {
        this.body = body;
        coro = new Coro(this, detached);
    }

    @Override
    public boolean resume(Object handle, I next) {
        if (!coro.begin()) {
            return end();
        }
        input = next;
        return coro.switchIn(handle) || returned;
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
            CoroutineCancelledException cancelled = new CoroutineCancelledException();
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
