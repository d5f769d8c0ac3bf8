package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.internal.fiber.Fibers;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sequence as the source of a stream. It does not split, so even a parallel stream uses it from one thread.
 *
 * @param <T> the type of the values
 */
public final class SeqSpliterator<T extends @Nullable Object> implements Spliterator<T> {
    /*
     * The thread that makes a stream usually closes it, whereas another may run its terminal operation: a worker of a parallel stream.
     * So if a body is pulled by the maker, it is confined to it, which is fast and keeps thread-locals; if by another thread, the body
     * gets a thread of its own, so that whoever closes the stream can close it.
     */

    private final Seq<T> seq;
    private final Thread maker = Fibers.logicalThread();

    /** Null until a single element is requested; a terminal operation that takes all elements needs no source. */
    private @Nullable Source<? extends T> source;

    private SeqSpliterator(Seq<T> seq) {
        this.seq = seq;
    }

    /**
     * {@return a stream of the values of a sequence}
     *
     * @param seq the sequence
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Stream<T> stream(Seq<T> seq) {
        SeqSpliterator<T> spliterator = new SeqSpliterator<>(seq);
        return StreamSupport.stream(spliterator, false).onClose(spliterator::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        Source<? extends T> from = source;
        if (from == null) {
            from = Sources.forStream(seq, Fibers.logicalThread() == maker);
            source = from;
        }
        if (!advance(from)) {
            return false;
        }
        action.accept(from.current());
        return true;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        if (source != null) {
            Spliterator.super.forEachRemaining(action);
            return;
        }
        source = Sources.ended();
        seq.push(value -> {
            action.accept(value);
            return true;
        });
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED;
    }

    /** The fence: if the stream became unreachable while its sequence runs, it would be taken for abandoned. */
    private boolean advance(Source<? extends T> from) {
        try {
            return from.advance(this);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A stream calls this once. */
    private void close() {
        try {
            if (source != null) {
                source.close();
            } else {
                source = Sources.ended();
                ReadySeq.release(seq);
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
