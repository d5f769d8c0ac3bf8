package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.fiber.Fibers;
import dev.sexton.coroutine.internal.lock.Callback;
import dev.sexton.coroutine.internal.lock.ThreadLock;
import dev.sexton.coroutine.internal.source.ArraySeq;
import dev.sexton.coroutine.internal.source.BodyExchange;
import dev.sexton.coroutine.internal.source.Exchange;
import dev.sexton.coroutine.internal.source.IterableSeq;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.source.Seq2Source;
import dev.sexton.coroutine.internal.source.SeqSource;
import dev.sexton.coroutine.internal.source.SeqSpliterator;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import dev.sexton.coroutine.internal.source.StreamSeq;
import java.lang.invoke.MethodHandle;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to the mechanism: makes the parts of which the classes of the API consist. */
public final class Coroutines {
    private Coroutines() {}

    /**
     * {@return the backend in use}
     */
    public static Coroutine.Backend backend() {
        return Fibers.CONTINUATIONS ? Coroutine.Backend.CONTINUATION : Coroutine.Backend.THREAD;
    }

    /**
     * {@return the values of a sequence, confined to a thread; without a coroutine if the sequence does not need one}
     *
     * @param seq the sequence
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Source<? extends T> source(Seq<? extends T> seq) {
        Objects.requireNonNull(seq, "seq");
        return Sources.of(seq);
    }

    /**
     * {@return the values of a sequence that runs on a thread of its own}
     *
     * @param seq the sequence
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Source<T> detachedSource(Seq<? extends T> seq) {
        return new SeqSource<>(Objects.requireNonNull(seq, "seq"), true);
    }

    /**
     * {@return the values of a sequence, several for each switch; without a coroutine if the sequence does not need one}
     *
     * @param seq the sequence
     * @param n how many values at most the sequence has yielded and the consumer has not reached
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Source<? extends T> readAheadSource(Seq<? extends T> seq, int n) {
        return Sources.readAhead(Objects.requireNonNull(seq, "seq"), n);
    }

    /**
     * {@return the pairs of a sequence}
     *
     * @param seq the sequence
     * @param detached whether it runs on a thread of its own
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object>
            PairSource<? extends K, ? extends V> pairSource(Seq2<? extends K, ? extends V> seq, boolean detached) {
        Objects.requireNonNull(seq, "seq");
        return detached ? new Seq2Source<>(seq, true) : Sources.ofPairs(seq);
    }

    /**
     * {@return a body that exchanges values with its consumer}
     *
     * @param body the body
     * @param detached whether it runs on a thread of its own
     * @param <I> the type of the values passed in
     * @param <O> the type of the values that come out
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Exchange<I, O> exchange(
            Coroutine.Body<I, O> body, boolean detached) {
        return new BodyExchange<>(Objects.requireNonNull(body, "body"), detached);
    }

    /**
     * {@return the sequence that a method pushes}
     *
     * @param method the method
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<? extends T> seq(Pusher<? extends T> method) {
        return method instanceof Seq<? extends T> seq ? seq : adapt(Objects.requireNonNull(method, "method"));
    }

    private static <T extends @Nullable Object> Seq<T> adapt(Pusher<T> method) {
        return out -> {
            @SuppressWarnings("unchecked") // A yield only takes values in.
            Yield<T> narrowed = (Yield<T>) out;
            method.pushTo(narrowed);
        };
    }

    /**
     * {@return the sequence of pairs that a method pushes}
     *
     * @param method the method
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<? extends K, ? extends V> seq2(
            Pusher2<? extends K, ? extends V> method) {
        return method instanceof Seq2<? extends K, ? extends V> seq
                ? seq
                : adapt2(Objects.requireNonNull(method, "method"));
    }

    private static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> adapt2(Pusher2<K, V> method) {
        return out -> {
            @SuppressWarnings("unchecked") // A yield only takes pairs in.
            Yield2<K, V> narrowed = (Yield2<K, V>) out;
            method.pushTo(narrowed);
        };
    }

    /**
     * {@return the sequence of given values}
     *
     * @param values the values
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<T> seq(T[] values) {
        return new ArraySeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * {@return the sequence of the elements of an iterable}
     *
     * @param values the iterable
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<T> seq(Iterable<? extends T> values) {
        return new IterableSeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * {@return the sequence of the elements that an iterator has left}
     *
     * @param values the iterator
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<T> seq(Iterator<? extends T> values) {
        Objects.requireNonNull(values, "values");
        @SuppressWarnings("unchecked") // An iterator only gives values out.
        Iterator<T> rest = (Iterator<T>) values;
        return new IterableSeq<>(() -> rest);
    }

    /**
     * {@return the sequence of the elements of a stream}
     *
     * @param values the stream
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<T> seq(Stream<? extends T> values) {
        return new StreamSeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * {@return a stream of the values of a sequence}
     *
     * @param seq the sequence
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Stream<T> stream(Seq<T> seq) {
        return SeqSpliterator.stream(seq);
    }

    /** Locks the current thread to its OS thread. */
    public static void lockThread() {
        ThreadLock.lock();
    }

    /** Releases one lock of the current thread. */
    public static void unlockThread() {
        ThreadLock.unlock();
    }

    /**
     * {@return whether the current thread is locked}
     */
    public static boolean isThreadLocked() {
        return ThreadLock.isLocked();
    }

    /**
     * {@return a method handle that calls another one and counts as a callback meanwhile}
     *
     * @param target the other method handle
     */
    public static MethodHandle callback(MethodHandle target) {
        return Callback.counted(Objects.requireNonNull(target, "target"));
    }
}
