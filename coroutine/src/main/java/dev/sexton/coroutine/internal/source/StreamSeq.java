package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a stream, once.
 *
 * @param <T> the type of the values
 */
public final class StreamSeq<T extends @Nullable Object> implements ReadySeq<T> {
    /*
     * A short-circuiting terminal operation pushes them. Stream.iterator and Stream.spliterator would buffer everything that flatMap
     * makes of one element of the source.
     */

    private final Stream<? extends T> values;

    /**
     * Creates a sequence that can be pushed or pulled once.
     *
     * @param values the stream
     */
    public StreamSeq(Stream<? extends T> values) {
        this.values = values;
    }

    @Override
    @SuppressWarnings("UnusedVariable") // Nobody needs to know whether it stopped.
    public void push(Yield<? super T> out) {
        Objects.requireNonNull(out, "out");
        try (values) {
            boolean stopped = values.sequential().anyMatch(value -> !out.yield(value));
        }
    }

    @Override
    public Source<T> source() {
        return new SeqSource<>(this, false);
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    /** Closes the stream, which must happen even if it was never pushed. */
    @Override
    public void release() {
        values.close();
    }
}
