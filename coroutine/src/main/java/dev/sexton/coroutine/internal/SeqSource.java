package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.Coroutines.Source;
import org.jspecify.annotations.Nullable;

/** Draws from a sequence that runs in a coroutine, one switch a value. */
final class SeqSource<T extends @Nullable Object> extends Source<T> implements Yield<T>, Runnable {
    private final Seq<T> seq;
    private final Coro coro;

    SeqSource(Seq<T> seq, boolean detached) {
        this.seq = seq;
        coro = new Coro(this, detached);
    }

    @Override
    public boolean advance(Object handle) {
        return coro.resume(handle);
    }

    @Override
    public void close() {
        coro.cancel();
        StreamSeq.closeIfStream(seq);
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
        return coro.suspend();
    }
}
