package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.internal.stage.ConcatSeq;
import dev.sexton.coroutine.internal.stage.FlatSeq;
import dev.sexton.coroutine.internal.stage.MapPairsSeq;
import dev.sexton.coroutine.internal.stage.MergeSeq;
import dev.sexton.coroutine.internal.stage.Stage;
import dev.sexton.coroutine.internal.stage.StageSeq;
import dev.sexton.coroutine.internal.stage.ZipSeq;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The door to the combinators: makes sequences from sequences, and checks the arguments. Nothing runs here. */
public final class Sequences {
    private Sequences() {}

    /**
     * {@return what {@link Seq#map} returns}
     *
     * @param seq the sequence
     * @param function the function
     * @param <A> the type of its values
     * @param <R> the type of the results
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Seq<R> map(
            Seq<A> seq, Function<? super A, ? extends R> function) {
        return new StageSeq<>(seq, Stage.<A, R>map(Objects.requireNonNull(function, "function")));
    }

    /**
     * {@return what {@link Seq#filter} returns}
     *
     * @param seq the sequence
     * @param condition the condition
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> filter(Seq<A> seq, Predicate<? super A> condition) {
        return new StageSeq<>(seq, Stage.<A>filter(Objects.requireNonNull(condition, "condition")));
    }

    /**
     * {@return what {@link Seq#takeWhile} returns}
     *
     * @param seq the sequence
     * @param condition the condition
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> takeWhile(Seq<A> seq, Predicate<? super A> condition) {
        return new StageSeq<>(seq, Stage.<A>takeWhile(Objects.requireNonNull(condition, "condition")));
    }

    /**
     * {@return what {@link Seq#dropWhile} returns}
     *
     * @param seq the sequence
     * @param condition the condition
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> dropWhile(Seq<A> seq, Predicate<? super A> condition) {
        return new StageSeq<>(seq, Stage.<A>dropWhile(Objects.requireNonNull(condition, "condition")));
    }

    /**
     * {@return what {@link Seq#limit} returns}
     *
     * @param seq the sequence
     * @param count how many values at most
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> limit(Seq<A> seq, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "no sequence is limited to " + count + " values; pass 0 for none of them, or more");
        }
        return new StageSeq<>(seq, Stage.<A>limit(count));
    }

    /**
     * {@return what {@link Seq#skip} returns}
     *
     * @param seq the sequence
     * @param count how many values are left out
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> skip(Seq<A> seq, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "no sequence begins " + -count + " values before its first; pass 0 to skip none, or more");
        }
        return new StageSeq<>(seq, Stage.<A>skip(count));
    }

    /**
     * {@return what {@link Seq#distinct} returns}
     *
     * @param seq the sequence
     * @param key returns the key of a value
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> distinct(
            Seq<A> seq, Function<? super A, ? extends @Nullable Object> key) {
        return new StageSeq<>(seq, Stage.<A>distinct(Objects.requireNonNull(key, "key")));
    }

    /**
     * {@return what {@link Seq#peek} returns}
     *
     * @param seq the sequence
     * @param action the action
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<A> peek(Seq<A> seq, Consumer<? super A> action) {
        return new StageSeq<>(seq, Stage.<A>peek(Objects.requireNonNull(action, "action")));
    }

    /**
     * {@return what {@link Seq#chunk} returns}
     *
     * @param seq the sequence
     * @param size how many values are in a list
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<List<A>> chunk(Seq<A> seq, int size) {
        return new StageSeq<>(seq, Stage.<A>chunk(checkSize("chunk", size)));
    }

    /**
     * {@return what {@link Seq#window} returns}
     *
     * @param seq the sequence
     * @param size how many values are in a list
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> Seq<List<A>> window(Seq<A> seq, int size) {
        return new StageSeq<>(seq, Stage.<A>window(checkSize("window", size)));
    }

    /**
     * {@return what {@link Seq#flatMap} returns}
     *
     * @param seq the sequence
     * @param function makes a sequence of each value
     * @param <A> the type of its values
     * @param <R> the type of the values of those sequences
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Seq<R> flatMap(
            Seq<A> seq, Function<? super A, ? extends Seq<? extends R>> function) {
        return new FlatSeq<A, R>(seq, Objects.requireNonNull(function, "function"));
    }

    /**
     * {@return what {@link Seq#concat} returns}
     *
     * @param first the sequence of the first values
     * @param second the sequence of the others
     * @param <A> the type of the values
     */
    public static <A extends @Nullable Object> Seq<A> concat(Seq<A> first, Seq<? extends A> second) {
        return new ConcatSeq<>(first, Objects.requireNonNull(second, "second"));
    }

    /**
     * {@return what {@link Seq#zip(Seq)} returns}
     *
     * @param left the sequence of the first halves
     * @param right the sequence of the second halves
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> zip(
            Seq<K> left, Seq<? extends V> right) {
        return ZipSeq.<K, V>shortest(left, Objects.requireNonNull(right, "other"));
    }

    /**
     * {@return what {@link Seq#zipLongest(Seq, Object, Object)} returns}
     *
     * @param left the sequence of the first halves
     * @param right the sequence of the second halves
     * @param key the first half after the end of the left sequence
     * @param value the second half after the end of the right sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> zipLongest(
            Seq<? extends K> left, Seq<? extends V> right, K key, V value) {
        return ZipSeq.longest(left, Objects.requireNonNull(right, "other"), key, value);
    }

    /**
     * {@return a sequence of what a function makes of pairs}
     *
     * @param pairs the pairs
     * @param function the function
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @param <R> the type of the results
     */
    public static <K extends @Nullable Object, V extends @Nullable Object, R extends @Nullable Object> Seq<R> combine(
            Seq2<K, V> pairs, BiFunction<? super K, ? super V, ? extends R> function) {
        return new MapPairsSeq<K, V, R>(pairs, Objects.requireNonNull(function, "function"));
    }

    /**
     * {@return what {@link Seq#mergeSorted} returns}
     *
     * @param left a sorted sequence
     * @param right the other sorted sequence
     * @param order how they are sorted
     * @param <A> the type of the values
     */
    public static <A extends @Nullable Object> Seq<A> mergeSorted(
            Seq<? extends A> left, Seq<? extends A> right, Comparator<? super A> order) {
        return new MergeSeq<A>(left, Objects.requireNonNull(right, "other"), Objects.requireNonNull(order, "order"));
    }

    private static int checkSize(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "a " + what + " of " + size + " values would never be full; size must be at least 1");
        }
        return size;
    }
}
