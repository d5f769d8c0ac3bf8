package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Seq2;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.failure.Failures;
import dev.sexton.coroutine.internal.source.PairSource;
import dev.sexton.coroutine.internal.stage.ConcatSeq;
import dev.sexton.coroutine.internal.stage.EntrySeq2;
import dev.sexton.coroutine.internal.stage.FlatSeq;
import dev.sexton.coroutine.internal.stage.MapPairsSeq;
import dev.sexton.coroutine.internal.stage.MergeSeq;
import dev.sexton.coroutine.internal.stage.Relay;
import dev.sexton.coroutine.internal.stage.Relay2;
import dev.sexton.coroutine.internal.stage.Stage;
import dev.sexton.coroutine.internal.stage.StageSeq;
import dev.sexton.coroutine.internal.stage.ZipSeq;
import java.util.AbstractMap;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to the combinators: makes sequences from sequences, and checks the arguments. Nothing runs here. */
public final class Sequences {
    private Sequences() {}

    /**
     * {@return the sequence of the elements of an iterable; that itself if it is one}
     *
     * @param values the iterable
     * @param <A> the type of the values
     */
    @SuppressWarnings("unchecked") // A sequence only gives values out; those of pairs are entries.
    public static <A extends @Nullable Object> Seq<A> of(Iterable<? extends A> values) {
        if (values instanceof Seq<? extends A> seq) {
            return (Seq<A>) seq;
        }
        return values instanceof Seq2<?, ?> pairs ? (Seq<A>) entries(pairs) : Coroutines.seq(values);
    }

    /**
     * {@return the sequence of the entries of a map}
     *
     * @param entries the map
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> pairs(
            Map<? extends K, ? extends V> entries) {
        Objects.requireNonNull(entries, "entries");
        return new EntrySeq2<K, V>(Coroutines.seq(asEntries(entries)));
    }

    /** Gives the entries the one type that the compiler can name. */
    private static <L extends @Nullable Object, W extends @Nullable Object> Iterable<Map.Entry<L, W>> asEntries(
            Map<L, W> entries) {
        return entries.entrySet();
    }

    /**
     * {@return the sequence of the pairs in an iterable}
     *
     * @param entries the iterable
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    @SuppressWarnings("unchecked") // A sequence only gives pairs out.
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> pairs(
            Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return entries instanceof Seq2<?, ?> pairs ? (Seq2<K, V>) pairs : new EntrySeq2<K, V>(of(entries));
    }

    /**
     * {@return the sequence of the pairs that an iterator has left}
     *
     * @param entries the iterator
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> pairs(
            Iterator<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return new EntrySeq2<K, V>(Coroutines.seq(entries));
    }

    /**
     * {@return the sequence of the pairs in a stream}
     *
     * @param entries the stream
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> pairs(
            Stream<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return new EntrySeq2<K, V>(Coroutines.seq(entries));
    }

    /**
     * {@return a sequence of an entry for each pair}
     *
     * @param pairs the pairs
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Seq<Map.Entry<K, V>> entries(
            Seq2<? extends K, ? extends V> pairs) {
        return new MapPairsSeq<K, V, Map.Entry<K, V>>(pairs, AbstractMap.SimpleImmutableEntry::new);
    }

    /**
     * {@return the pairs of a sequence, several for each switch; without a coroutine if the sequence does not need one}
     *
     * @param pairs the sequence
     * @param n how many pairs at most the sequence has yielded and the consumer has not reached
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> PairSource<K, V> readAhead(
            Seq2<? extends K, ? extends V> pairs, int n) {
        Objects.requireNonNull(pairs, "seq");
        return new EntrySeq2<K, V>(Sequences.<K, V>entries(pairs)).readAhead(n);
    }

    /**
     * Pushes all values.
     *
     * @param seq the sequence
     * @param action takes the values
     * @param <A> the type of its values
     */
    public static <A extends @Nullable Object> void forEach(Seq<A> seq, Consumer<? super A> action) {
        Objects.requireNonNull(action, "action");
        seq.push(value -> {
            action.accept(value);
            return true;
        });
    }

    /**
     * Pushes all pairs.
     *
     * @param pairs the pairs
     * @param action takes the pairs
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> void forEach2(
            Seq2<K, V> pairs, BiConsumer<? super K, ? super V> action) {
        Objects.requireNonNull(action, "action");
        pairs.push((key, value) -> {
            action.accept(key, value);
            return true;
        });
    }

    /**
     * Passes all values of a sequence on.
     *
     * @param out takes the values
     * @param inner the sequence
     * @param <A> the type of the values
     * @return whether {@code out} takes more
     */
    public static <A extends @Nullable Object> boolean yieldAll(Yield<A> out, Pusher<? extends A> inner) {
        return new Relay<A>(out).yieldAll(inner);
    }

    /**
     * Passes all pairs of a sequence on.
     *
     * @param out takes the pairs
     * @param inner the sequence
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return whether {@code out} takes more
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> boolean yieldAll2(
            Yield2<K, V> out, Pusher2<? extends K, ? extends V> inner) {
        return new Relay2<K, V>(out).yieldAll(inner);
    }

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

    /**
     * {@return the sequence that code pushes which may throw checked exceptions}
     *
     * @param code the code
     * @param <T> the type of the values
     */
    public static <T extends @Nullable Object> Seq<T> throwing(Seq.Throwing<T> code) {
        Objects.requireNonNull(code, "code");
        return out -> {
            try {
                code.push(out);
            } catch (Exception e) {
                throw Failures.unchecked(e);
            }
        };
    }
}
