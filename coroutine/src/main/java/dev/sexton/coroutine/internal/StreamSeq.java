package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The elements of a stream, once. */
final class StreamSeq<T extends @Nullable Object> implements Seq<T> {
    /*
     * Pushed by a short-circuiting terminal operation and not by way of Stream.iterator or Stream.spliterator, which
     * buffer all that one element of the source is mapped to by flatMap.
     */

    private final Stream<? extends T> values;

    StreamSeq(Stream<? extends T> values) {
        this.values = values;
    }

    @Override
    @SuppressWarnings("UnusedVariable") // Whether it stopped, nobody wants to know.
    public void push(Yield<? super T> out) {
        try (values) {
            boolean stopped = values.sequential().anyMatch(value -> !out.yield(value));
        }
    }

    /** For a pull that is closed: a stream whose push never began has to be closed all the same. Idempotent. */
    static void closeIfStream(Seq<?> seq) {
        if (seq instanceof StreamSeq<?> stream) {
            stream.values.close();
        }
    }
}
