package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Seq2;
import java.lang.invoke.MethodHandle;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to the mechanism: what the classes of the API are made of. */
public final class Coroutines {
    private Coroutines() {}

    /**
     * Where values come out.
     *
     * @param <T> their type
     */
    public abstract static class Output<T extends @Nullable Object> {
        /*
         * Written by the consumer or, during a switch, by the body. Read by the consumer. The switch orders them.
         */
        private @Nullable T value;
        private boolean present;

        Output() {}

        /**
         * The current value.
         *
         * @return the value
         * @throws NoSuchElementException if there is none
         */
        @SuppressWarnings("NullAway") // T admits null exactly if the values may be null.
        public final T value() {
            if (!present) {
                throw new NoSuchElementException("no value: nothing was advanced yet, or the end was reached");
            }
            return value;
        }

        /**
         * Whether there is a current value.
         *
         * @return whether there is
         */
        public final boolean hasValue() {
            return present;
        }

        /** Gives up the rest; then there is no current value. */
        public abstract void close();

        /** Makes the value the current one; returns true. */
        final boolean at(T next) {
            value = next;
            present = true;
            return true;
        }

        /** There is no current value any more; returns false. */
        final boolean end() {
            value = null;
            present = false;
            return false;
        }
    }

    /**
     * What a pull draws from.
     *
     * @param <T> the type of the values
     */
    public abstract static class Source<T extends @Nullable Object> extends Output<T> {
        Source() {}

        /**
         * Moves to the next value.
         *
         * @param handle what the user holds on to; once it is unreachable nobody will advance or close any more
         * @return false at the end
         */
        public abstract boolean advance(Object handle);
    }

    /**
     * What a pull of pairs draws from.
     *
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves, which are the values
     */
    public abstract static class PairSource<K extends @Nullable Object, V extends @Nullable Object> extends Source<V> {
        PairSource() {}

        /**
         * The first half that goes with the value.
         *
         * @return the first half
         * @throws NoSuchElementException if there is none
         */
        public abstract K key();
    }

    /**
     * A body that exchanges values.
     *
     * @param <I> the type of what goes in
     * @param <O> the type of what comes out
     */
    public abstract static class Exchange<I extends @Nullable Object, O extends @Nullable Object> extends Output<O> {
        Exchange() {}

        /**
         * Passes a value in and runs the body up to its next value.
         *
         * @param handle as in {@link Source#advance}
         * @param input what goes in
         * @return false if the body had ended before
         */
        public abstract boolean resume(Object handle, I input);
    }

    /**
     * The backend in use.
     *
     * @return its name
     */
    public static String backend() {
        return Backend.name();
    }

    /**
     * Draws from a sequence, confined to a thread.
     *
     * @param seq the sequence
     * @param <T> the type of its values
     * @return the source; without a coroutine if the sequence does not need one
     */
    public static <T extends @Nullable Object> Source<T> source(Seq<T> seq) {
        Objects.requireNonNull(seq, "seq");
        return seq instanceof PullableSeq<T> pullable ? pullable.source() : new SeqSource<>(seq, false);
    }

    /**
     * Draws from a sequence that runs on a thread of its own.
     *
     * @param seq the sequence
     * @param <T> the type of its values
     * @return the source
     */
    public static <T extends @Nullable Object> Source<T> detachedSource(Seq<T> seq) {
        return new SeqSource<>(Objects.requireNonNull(seq, "seq"), true);
    }

    /**
     * Draws from a sequence, several values at a switch.
     *
     * @param seq the sequence
     * @param n how many
     * @param <T> the type of its values
     * @return the source; without a coroutine if the sequence does not need one
     */
    public static <T extends @Nullable Object> Source<T> readAheadSource(Seq<T> seq, int n) {
        Objects.requireNonNull(seq, "seq");
        if (n < 1) {
            throw new IllegalArgumentException("cannot read " + n + " values ahead; give 1 or more");
        }
        return seq instanceof PullableSeq<T> pullable ? pullable.source() : new ReadAheadSource<>(seq, n);
    }

    /**
     * Draws from a sequence of pairs.
     *
     * @param seq the sequence
     * @param detached whether it runs on a thread of its own
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return the source
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> PairSource<K, V> pairSource(
            Seq2<K, V> seq, boolean detached) {
        return new Seq2Source<>(Objects.requireNonNull(seq, "seq"), detached);
    }

    /**
     * Makes a coroutine of a body.
     *
     * @param body the body
     * @param detached whether it runs on a thread of its own
     * @param <I> the type of what goes in
     * @param <O> the type of what comes out
     * @return the coroutine
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Exchange<I, O> exchange(
            Coroutine.Body<I, O> body, boolean detached) {
        return new BodyExchange<>(Objects.requireNonNull(body, "body"), detached);
    }

    /**
     * A sequence of given values.
     *
     * @param values the values
     * @param <T> their type
     * @return the sequence
     */
    public static <T extends @Nullable Object> Seq<T> seq(T[] values) {
        return new ArraySeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * The sequence of what an iterable iterates.
     *
     * @param values the iterable
     * @param <T> the type of the values
     * @return the sequence
     */
    public static <T extends @Nullable Object> Seq<T> seq(Iterable<? extends T> values) {
        return new IterableSeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * The sequence of what an iterator has left.
     *
     * @param values the iterator
     * @param <T> the type of the values
     * @return the sequence
     */
    public static <T extends @Nullable Object> Seq<T> seq(Iterator<? extends T> values) {
        Objects.requireNonNull(values, "values");
        @SuppressWarnings("unchecked") // An iterator only gives out.
        Iterator<T> rest = (Iterator<T>) values;
        return new IterableSeq<>(() -> rest);
    }

    /**
     * The sequence of the elements of a stream.
     *
     * @param values the stream
     * @param <T> the type of the values
     * @return the sequence
     */
    public static <T extends @Nullable Object> Seq<T> seq(Stream<? extends T> values) {
        return new StreamSeq<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * A sequence as a stream.
     *
     * @param seq the sequence
     * @param <T> the type of its values
     * @return the stream
     */
    public static <T extends @Nullable Object> Stream<T> stream(Seq<T> seq) {
        return SeqSpliterator.stream(seq);
    }

    /** Locks the current thread to its OS thread. */
    public static void lockThread() {
        ThreadLock.lock();
    }

    /** Undoes one lock. */
    public static void unlockThread() {
        ThreadLock.unlock();
    }

    /**
     * Whether the current thread is locked.
     *
     * @return whether it is
     */
    public static boolean isThreadLocked() {
        return ThreadLock.isLocked();
    }

    /**
     * Counts a method handle as a callback.
     *
     * @param target the method handle
     * @return a method handle of the same type
     */
    public static MethodHandle callback(MethodHandle target) {
        return Callback.counted(Objects.requireNonNull(target, "target"));
    }
}
