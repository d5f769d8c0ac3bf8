package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.coro.Coro;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a sequence that runs in a coroutine.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public final class Seq2Source<K extends @Nullable Object, V extends @Nullable Object> extends Source<V>
        implements PairSource<K, V>, Yield2<K, V>, Runnable {
    private final Seq2<? extends K, ? extends V> seq;
    private final Coro coro;

    /** Whether a yield has returned false. Only the body uses it. */
    private boolean stopped;

    /** The first half; current whenever the value is. */
    private @Nullable K key;

    /**
     * Creates a source that has not begun.
     *
     * @param seq the sequence
     * @param detached whether it runs on a thread of its own
     */
    public Seq2Source(Seq2<? extends K, ? extends V> seq, boolean detached) {
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
    @SuppressWarnings("NullAway") // K admits null exactly if the keys may be null.
    public K key() {
        value(); // Throws if there is no current pair.
        return key;
    }

    @Override
    public Source<V> values() {
        return this;
    }

    @Override
    public void close() {
        coro.cancel();
        ReadySeq2.release(seq);
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
            key = null;
            end();
        }
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public boolean yield(K nextKey, V nextValue) {
        coro.checkSuspend();
        key = nextKey;
        at(nextValue);
        if (!coro.suspend()) {
            stopped = true;
        }
        return !stopped;
    }

    /** The pairs come straight to this yield, so they cost nothing more. */
    @Override
    public boolean yieldAll(Pusher2<? extends K, ? extends V> inner) {
        Objects.requireNonNull(inner, "inner");
        coro.checkSuspend();
        Pushers.push2(inner, this);
        return !stopped;
    }
}
