package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.coro.Coro;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The values of a sequence that runs in a coroutine, one switch for each.
 *
 * @param <T> the type of the values
 */
public final class SeqSource<T extends @Nullable Object> extends Source<T> implements Yield<T>, Runnable {
    private final Seq<? extends T> seq;
    private final Coro coro;

    /** Whether a yield has returned false. Only the body uses it. */
    private boolean stopped;

    /**
     * Creates a source that has not begun.
     *
     * @param seq the sequence
     * @param detached whether it runs on a thread of its own
     */
    public SeqSource(Seq<? extends T> seq, boolean detached) {
        this.seq = seq;
        coro = new Coro(this, detached);
    }

    @Override
    public boolean advance(Object handle) {
        try {
            return coro.resume(handle);
        } finally {
            leave(coro.isLeft());
        }
    }

    @Override
    public boolean advance(Object handle, long nanos) throws TimeoutException {
        try {
            return coro.resume(handle, nanos);
        } finally {
            leave(coro.isLeft());
        }
    }

    @Override
    public void close() {
        coro.cancel();
        ReadySeq.release(seq);
    }

    @Override
    public boolean isDone() {
        return coro.isDone();
    }

    /** The body. */
    @Override
    public void run() {
        try {
            seq.push(this);
        } finally {
            end();
        }
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public boolean yield(T next) {
        coro.checkSuspend();
        at(next);
        if (!coro.suspend()) {
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
}
