package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Seq2;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of pairs of this library's own, see {@link ReadySeq}.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public interface ReadySeq2<K extends @Nullable Object, V extends @Nullable Object> extends Seq2<K, V> {
    /**
     * {@return a source of the pairs, confined to the thread that first advances it}
     */
    PairSource<K, V> source();

    /**
     * {@return whether code that pushes has to run for a pair}
     */
    boolean hasBody();

    /** Releases what a sequence holds that was perhaps never pushed. May be called again. */
    void release();

    /**
     * Releases what a sequence holds if it is one of this library's own.
     *
     * @param seq the sequence
     */
    static void release(Pusher2<?, ?> seq) {
        if (seq instanceof ReadySeq2<?, ?> ready) {
            ready.release();
        }
    }
}
