package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.internal.Coroutines.Source;
import org.jspecify.annotations.Nullable;

/** A sequence that knows how to be pulled; most do so without a coroutine. */
interface PullableSeq<T extends @Nullable Object> extends Seq<T> {
    /** Runs nothing yet. Confined to the thread that first advances it, whether or not it has to be. */
    Source<T> source();
}
