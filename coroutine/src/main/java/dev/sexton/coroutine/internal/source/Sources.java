package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Seq2;
import org.jspecify.annotations.Nullable;

/** Makes the sources of sequences, with a coroutine only where one is needed. */
public final class Sources {
    private Sources() {}

    /**
     * {@return a source of the values of a sequence, confined to the thread that first advances it}
     *
     * @param seq the sequence
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Source<? extends T> of(Seq<? extends T> seq) {
        return seq instanceof ReadySeq<? extends T> ready ? ready.source() : new SeqSource<>(seq, false);
    }

    /**
     * {@return a source of the values of a sequence for a stream, which any thread may close}
     *
     * @param seq the sequence
     * @param confined whether it may be confined to the thread that first advances it, if code that pushes has to run
     * @param <T> the type of the values
     */
    static <T extends @Nullable Object> Source<? extends T> forStream(Seq<? extends T> seq, boolean confined) {
        if (hasBody(seq)) {
            return confined ? of(seq) : new SeqSource<>(seq, true);
        }
        return unconfined(of(seq));
    }

    /**
     * {@return a source that has no values}
     *
     * @param <T> the type that its values would have
     */
    static <T extends @Nullable Object> Source<T> ended() {
        @SuppressWarnings("unchecked") // It has none.
        T[] none = (T[]) new Object[0];
        return unconfined(new ArraySeq<>(none).source());
    }

    private static <S extends Source<?>> S unconfined(S source) {
        if (source instanceof DirectSource<?> direct) {
            direct.unconfine();
        }
        return source;
    }

    /**
     * {@return a source of the values of a sequence that switches only once for several of them, if it switches at all}
     *
     * @param seq the sequence
     * @param n how many values at most the sequence has yielded and the consumer has not reached
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Source<? extends T> readAhead(Seq<? extends T> seq, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("cannot read " + n + " values ahead; n must be at least 1");
        }
        return hasBody(seq) ? new ReadAheadSource<>(seq, n) : of(seq);
    }

    /**
     * {@return a source of the pairs of a sequence, confined to the thread that first advances it}
     *
     * @param seq the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> PairSource<? extends K, ? extends V> ofPairs(
            Seq2<? extends K, ? extends V> seq) {
        return seq instanceof ReadySeq2<? extends K, ? extends V> ready ? ready.source() : new Seq2Source<>(seq, false);
    }

    /**
     * {@return whether code that pushes has to run for a value of a sequence}
     *
     * @param seq the sequence
     */
    public static boolean hasBody(Seq<?> seq) {
        return !(seq instanceof ReadySeq<?> ready) || ready.hasBody();
    }
}
