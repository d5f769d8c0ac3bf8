package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.Coroutines.PairSource;
import org.jspecify.annotations.Nullable;

/** Draws from a sequence of pairs that runs in a coroutine. */
final class Seq2Source<K extends @Nullable Object, V extends @Nullable Object> extends PairSource<K, V>
        implements Yield2<K, V>, Runnable {
    private final Seq2<K, V> seq;
    private final Coro coro;

    /** Goes with the value: current if that is. */
    private @Nullable K key;

    Seq2Source(Seq2<K, V> seq, boolean detached) {
        this.seq = seq;
        coro = new Coro(this, detached);
    }

    @Override
    public boolean advance(Object handle) {
        return coro.resume(handle);
    }

    @Override
    @SuppressWarnings("NullAway") // K admits null exactly if the keys may be null.
    public K key() {
        value();
        return key;
    }

    @Override
    public void close() {
        coro.cancel();
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
        return coro.suspend();
    }
}
