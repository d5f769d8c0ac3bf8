package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.coro.Confinement;
import dev.sexton.coroutine.internal.coro.Coro;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.failure.Failures;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a sequence that runs in a coroutine, one switch for up to n of them.
 *
 * @param <T> the type of the values
 */
public final class ReadAheadSource<T extends @Nullable Object> extends Source<T> implements Yield<T>, Runnable {
    /*
     * The body fills the buffer and the consumer empties it, never both at once: a switch takes place only when the buffer is
     * full or empty, or when the body ends. So the body is never more than n values ahead.
     */

    private final Seq<? extends T> seq;
    private final Coro coro;
    private final Confinement confinement = new Confinement();
    private final @Nullable Object[] buffer;

    /** How many values the body has put in since the last switch, ≤ n. Incremented by the body, reset by the consumer. */
    private int count;

    /** The consumer has taken the values below next and may take those below limit. Both are 0 while the body runs. */
    private int next;

    private int limit;

    /** Whether a yield has returned false. Only the body uses it. */
    private boolean stopped;

    /** The exception that the body threw after the values in the buffer; thrown again once they are gone, or by close. */
    private @Nullable Throwable failure;

    /**
     * Creates a source that has not begun.
     *
     * @param seq the sequence
     * @param n how many values at most the sequence has yielded and the consumer has not reached
     */
    public ReadAheadSource(Seq<? extends T> seq, int n) {
        this.seq = seq;
        buffer = new Object[n];
        coro = new Coro(this, false);
    }

    @Override
    public boolean advance(Object handle) {
        confinement.enter();
        return (next < limit || refill(handle)) ? take() : end();
    }

    @Override
    public void close() {
        confinement.enterToClose();
        Throwable unseen = failure; // The body has already ended by it, so the cancel throws nothing.
        try {
            coro.cancel();
        } finally {
            if (coro.isDone()) {
                drop();
            }
        }
        Closing.after(unseen).run(() -> ReadySeq.release(seq)).end();
    }

    @Override
    public boolean isDone() {
        return coro.isDone() && next == limit && failure == null;
    }

    /** The body. */
    @Override
    public void run() {
        seq.push(this);
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public boolean yield(T value) {
        coro.checkSuspend();
        buffer[count++] = value;
        if (count == buffer.length && !coro.suspend()) {
            stopped = true;
        }
        return !stopped;
    }

    /** The values come straight to this yield, so they cost nothing more. */
    @Override
    public boolean yieldAll(Pusher<? extends T> inner) {
        Objects.requireNonNull(inner, "inner");
        coro.checkSuspend();
        Pushers.push(inner, this);
        return !stopped;
    }

    private boolean refill(Object handle) {
        throwPending();
        if (!coro.begin()) {
            return false;
        }
        rewind();
        try {
            coro.step(handle);
        } catch (Throwable t) {
            failure = t;
        }
        limit = coro.isLeft() ? 0 : count; // A body that runs without its consumer may write both at any time.
        if (limit == 0) {
            throwPending();
        }
        return limit > 0;
    }

    private void throwPending() {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            end();
            throw Failures.unchecked(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Only yield puts values in, and null only if T admits it.
    private boolean take() {
        T value = (T) buffer[next];
        buffer[next++] = null;
        return at(value);
    }

    private void drop() {
        Arrays.fill(buffer, null);
        rewind();
        failure = null;
        end();
    }

    private void rewind() {
        count = 0;
        next = 0;
        limit = 0;
    }
}
