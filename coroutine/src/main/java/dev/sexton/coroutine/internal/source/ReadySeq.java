package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Seq;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of this library's own, which knows how it is pulled and what it holds.
 *
 * @param <T> the type of the values
 */
public interface ReadySeq<T extends @Nullable Object> extends Seq<T> {
    /**
     * {@return a source of the values, confined to the thread that first advances it, whether or not it has to be}
     */
    Source<T> source();

    /**
     * {@return whether code that pushes has to run for a value, so that it pays to let it run for several}
     */
    default boolean hasBody() {
        return false;
    }

    /** Releases what a sequence holds that was perhaps never pushed. May be called again. */
    default void release() {}

    /**
     * Releases what a sequence holds if it is one of this library's own.
     *
     * @param seq the sequence
     */
    static void release(Pusher<?> seq) {
        if (seq instanceof ReadySeq<?> ready) {
            ready.release();
        }
    }
}
