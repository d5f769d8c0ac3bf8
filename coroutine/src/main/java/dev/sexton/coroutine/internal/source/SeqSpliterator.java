package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
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
    private final Seq<T> seq;

    /** Null until a single element is requested; a terminal operation that takes all elements needs no pull. */
    private @Nullable Pull<T> pull;

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
        Pull<T> from = pull;
        if (from == null) {
            from = seq.pull();
            pull = from;
        }
        if (!from.advance()) {
            return false;
        }
        action.accept(from.value());
        return true;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        if (pull != null) {
            Spliterator.super.forEachRemaining(action);
            return;
        }
        pull = Pull.of(new ArraySeq<>(emptyArray()));
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

    private void close() {
        if (pull != null) {
            pull.close();
        } else {
            ReadySeq.release(seq);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> T[] emptyArray() {
        return (T[]) new Object[0];
    }
}
