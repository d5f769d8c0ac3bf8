package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.Coroutines.Source;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Draws from a sequence that runs in a coroutine, up to n values a switch. */
final class ReadAheadSource<T extends @Nullable Object> extends Source<T> implements Yield<T>, Runnable {
    /*
     * The body fills the buffer, the consumer empties it, never both at once: a switch takes place only when the buffer is
     * full, or empty, or the body ends. So the body is never more than n values ahead.
     */

    private final Seq<T> seq;
    private final Coro coro;
    private final Confinement confinement = new Confinement();
    private final @Nullable Object[] buffer;

    /** How many values the body has put in since the last switch, ≤ n. Moved by the body, reset by the consumer. */
    private int count;

    /** The consumer has taken those below next, and may take those below limit; 0 while the body runs, then count. */
    private int next;

    private int limit;

    /** What the body threw after the values in the buffer; to be thrown once they are gone. */
    private @Nullable Throwable failure;

    ReadAheadSource(Seq<T> seq, int n) {
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
        confinement.enter();
        try {
            coro.cancel();
        } finally {
            if (coro.isDone()) {
                drop();
            }
        }
        StreamSeq.closeIfStream(seq);
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
        return count < buffer.length || coro.suspend();
    }

    private boolean refill(Object handle) {
        throwPending();
        if (!coro.begin()) {
            return false;
        }
        rewind();
        try {
            coro.switchIn(handle);
        } catch (Throwable t) {
            failure = t;
        }
        limit = count;
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
            throw Coro.<RuntimeException>unchecked(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Only yield puts values in, null only if T admits it.
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
