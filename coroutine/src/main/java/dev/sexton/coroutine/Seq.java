package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Sequences;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence that pushes its values: any method with loops, recursion or callbacks that passes each value to a
 * {@link Yield}. {@link #pull()} turns it into an iterator.
 *
 * <pre>{@code
 * void walk(Node node, Yield<? super String> out) { ... }
 *
 * Seq<String> names = out -> walk(root, out);
 * try (Pull<String> pull = names.pull()) {
 *     while (pull.advance()) System.out.println(pull.value());
 * }
 * }</pre>
 *
 * <p><b>Combinators</b> ({@link #map map}, {@link #filter filter}, {@link #zip(Seq) zip} …) return a sequence that runs nothing until it is
 * pushed or pulled. It can be pushed and pulled as often as the sequences that it is made from, each time with a state of its own. The
 * values come one at a time. Pulling it needs coroutines only for the sequences that need one. When the consumer
 * stops, when a value is not wanted, or when a function throws, all sequences involved are closed, also if closing one of
 * them fails: the first exception is thrown, the others are added to it as suppressed. After an exception the sequence is at its end. A
 * function that advances or closes the pull for which it is called gets an {@link IllegalStateException}.
 *
 * @param <T> the type of the values
 * @since 0.2.0
 */
@FunctionalInterface
public interface Seq<T extends @Nullable Object> extends Pusher<T>, Iterable<T> {
    /**
     * Pushes the values, in order, until there are no more or {@code out} returns false.
     *
     * @param out takes the values; valid until this method returns
     */
    void push(Yield<? super T> out);

    /** Does the same as {@link #push}. */
    @Override
    default void pushTo(Yield<T> out) {
        push(out);
    }

    /**
     * Returns a sequence of the given values. The array is not copied. Pulling it needs no coroutine.
     *
     * @param values the values; elements may be null
     * @param <T> the type of the values
     * @return a sequence that can be pushed any number of times
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T extends @Nullable Object> Seq<T> of(T... values) {
        return Coroutines.seq(values);
    }

    /**
     * Code that pushes values and may throw checked exceptions, see {@link #throwing}.
     *
     * @param <T> the type of the values
     * @since 0.2.0
     */
    @FunctionalInterface
    interface Throwing<T extends @Nullable Object> {
        /**
         * Pushes values, as {@link Seq#push} does.
         *
         * @param out takes the values
         * @throws Exception any exception
         */
        void push(Yield<? super T> out) throws Exception;
    }

    /**
     * Returns a sequence whose code may throw checked exceptions. An exception comes out of the {@link #push}, or of the advance or close
     * of a pull, as it was thrown, although these do not declare it. To catch it there, catch {@link Exception}, or declare it:
     *
     * <pre>{@code
     * Seq<String> lines = Seq.throwing(out -> {
     *     try (BufferedReader reader = Files.newBufferedReader(path)) {
     *         for (String line = reader.readLine(); line != null && out.yield(line); line = reader.readLine()) {}
     *     }
     * });
     * }</pre>
     *
     * @param code the code
     * @param <T> the type of the values
     * @return a sequence that runs the code each time that it is pushed or pulled
     */
    static <T extends @Nullable Object> Seq<T> throwing(Throwing<T> code) {
        return Sequences.throwing(code);
    }

    /**
     * Returns a sequence of the elements of an iterable. Each push and each pull calls {@link Iterable#iterator} once. Pulling it
     * needs no coroutine. A {@code Seq} is returned as it is; a {@link Seq2} becomes a sequence of its entries, which is pushed and
     * pulled as it is.
     *
     * @param values the iterable
     * @param <T> the type of the values
     * @return a sequence that can be pushed as often as the iterable can be iterated
     */
    static <T extends @Nullable Object> Seq<T> of(Iterable<? extends T> values) {
        return Sequences.of(values);
    }

    /**
     * Returns a sequence of the remaining elements of an iterator. Pulling it needs no coroutine.
     *
     * @param values the iterator
     * @param <T> the type of the values
     * @return a sequence of the elements that the iterator has left when the sequence is pushed or pulled
     */
    static <T extends @Nullable Object> Seq<T> of(Iterator<? extends T> values) {
        return Coroutines.seq(values);
    }

    /**
     * Returns a sequence of the elements of a stream, one at a time: unlike {@link Stream#iterator}, pulling one element out of a
     * {@code flatMap} computes one element. A parallel stream is made sequential. The stream is closed when the push ends and when the
     * {@linkplain Pull#close pull is closed}, even if the pull was never advanced.
     *
     * @param values the stream; consumed by the first push or pull
     * @param <T> the type of the values
     * @return a sequence that can be pushed or pulled once; the second time throws an {@link IllegalStateException}
     */
    static <T extends @Nullable Object> Seq<T> of(Stream<? extends T> values) {
        return Coroutines.seq(values);
    }

    /**
     * Returns {@link Pull#of(Seq) Pull.of(this)}: an iterator confined to the thread that first advances it.
     *
     * @return the iterator, which must be closed unless it is advanced to its end
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    default Pull<T> pull() {
        return Pull.of(this);
    }

    /**
     * Returns this sequence as a lazy sequential stream. A terminal operation that takes all elements pushes them straight
     * through; a short-circuiting one ({@code limit}, {@code findFirst}, {@code iterator} …) pulls. {@link Stream#close}
     * closes what was pulled, so use try-with-resources with short-circuiting operations.
     *
     * <p>The sequence is pulled as by {@link Pull#of(Seq)} if the thread that has called this method pulls; that thread must close the stream
     * then. If another thread pulls, such as a worker of a parallel stream, it is pulled as by {@link Pull#detached(Seq)}, and any
     * thread may close the stream. A sequence that needs no coroutine may be pulled and closed by any thread.
     *
     * @return a stream, which uses this sequence from one thread at a time
     */
    default Stream<T> stream() {
        return Coroutines.stream(this);
    }

    /**
     * Returns {@link #pull()}, so that a {@code for} statement runs over the values:
     *
     * <pre>{@code
     * for (String name : names) System.out.println(name);
     * }</pre>
     *
     * The end of the sequence closes the pull, and so does an exception of the sequence. A loop that is left before, by {@code break},
     * {@code return} or an exception, closes nothing: the pull is <a href="package-summary.html#abandoned">abandoned</a>. Use
     * {@link #pull()} with try-with-resources there, or {@link #forEach}, or {@link #takeWhile}.
     *
     * @return the pull
     * @throws UnsupportedOperationException as {@link Pull#of(Seq)}
     */
    @Override
    default Pull<T> iterator() {
        return pull();
    }

    /**
     * Pushes all values to an action. Nothing is pulled, and nothing stays open if the action throws.
     *
     * @param action the action
     */
    @Override
    default void forEach(Consumer<? super T> action) {
        Sequences.forEach(this, action);
    }

    /**
     * Returns the spliterator of {@link #stream()}. It does not split. What it pulls can be closed only by the end of the
     * sequence; {@link #stream()} can be closed before.
     *
     * @return a spliterator of the values
     */
    @Override
    default Spliterator<T> spliterator() {
        return stream().spliterator();
    }

    /**
     * Returns the results of a function, one for each value.
     *
     * @param function the function; may return null
     * @param <R> the type of the results
     * @return a sequence that calls the function when it is pushed or pulled, once for each value
     */
    default <R extends @Nullable Object> Seq<R> map(Function<? super T, ? extends R> function) {
        return Sequences.map(this, function);
    }

    /**
     * Returns the values for which a condition holds.
     *
     * @param condition the condition
     * @return a sequence that tests each value when it comes
     */
    default Seq<T> filter(Predicate<? super T> condition) {
        return Sequences.filter(this, condition);
    }

    /**
     * Returns the values before the first for which a condition does not hold. That value stops this sequence and is dropped.
     *
     * @param condition the condition
     * @return a sequence that tests each value when it comes
     */
    default Seq<T> takeWhile(Predicate<? super T> condition) {
        return Sequences.takeWhile(this, condition);
    }

    /**
     * Returns the values from the first on for which a condition does not hold.
     *
     * @param condition the condition, which is not called again after it has not held
     * @return a sequence that tests each value when it comes
     */
    default Seq<T> dropWhile(Predicate<? super T> condition) {
        return Sequences.dropWhile(this, condition);
    }

    /**
     * Returns the first values. This sequence is not asked for any more: when it is pushed, its {@code yield} returns false for
     * the last of them; when it is pulled, it is closed by the {@code advance} or {@code close} that follows the last of them. With
     * a limit of 0 it never runs.
     *
     * @param count how many values at most
     * @return a sequence of at most so many values
     * @throws IllegalArgumentException if {@code count} is negative
     */
    default Seq<T> limit(long count) {
        return Sequences.limit(this, count);
    }

    /**
     * Returns all values but the first.
     *
     * @param count how many values are left out
     * @return a sequence of the others; empty if there are none
     * @throws IllegalArgumentException if {@code count} is negative
     */
    default Seq<T> skip(long count) {
        return Sequences.skip(this, count);
    }

    /**
     * Returns each value that is not equal to one before it. Each push and each pull holds all values that it has passed on.
     *
     * @return a sequence of values of which no two are equal
     */
    default Seq<T> distinct() {
        return Sequences.distinct(this, value -> value);
    }

    /**
     * Returns each value whose key is not equal to that of one before it. Each push and each pull holds all keys that it has seen.
     *
     * @param key returns the key of a value; may return null
     * @return a sequence of values of which no two have equal keys
     */
    default Seq<T> distinct(Function<? super T, ? extends @Nullable Object> key) {
        return Sequences.distinct(this, key);
    }

    /**
     * Returns the same values, and calls an action with each when it comes.
     *
     * @param action the action
     * @return a sequence of the same values
     */
    default Seq<T> peek(Consumer<? super T> action) {
        return Sequences.peek(this, action);
    }

    /**
     * Returns the values in lists, one after the other. If the values do not fill the last list, it is shorter. An exception
     * of this sequence comes instead of the list that it leaves unfinished.
     *
     * @param size how many values are in a list
     * @return a sequence of unmodifiable lists; empty if there are no values
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    default Seq<List<T>> chunk(int size) {
        return Sequences.chunk(this, size);
    }

    /**
     * Returns, for each value, a list of it and the values before it, beginning with the first list that is full. If the values do not
     * fill one list, that list is the only one, as in {@link java.util.stream.Gatherers#windowSliding}.
     *
     * @param size how many values are in a list
     * @return a sequence of unmodifiable lists; empty if there are no values
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    default Seq<List<T>> window(int size) {
        return Sequences.window(this, size);
    }

    /**
     * Returns the values of the sequences that a function makes, of the first value first. The function is called with a value
     * once the sequence before has ended. Closing a pull closes the sequence that the function has made last, then this one.
     *
     * @param function makes a sequence of each value; must not return null
     * @param <R> the type of the values of those sequences
     * @return a sequence of their values
     */
    default <R extends @Nullable Object> Seq<R> flatMap(Function<? super T, ? extends Seq<? extends R>> function) {
        return Sequences.flatMap(this, function);
    }

    /**
     * Returns the values of this sequence and then those of another, which does not run before.
     *
     * @param next the other sequence
     * @return a sequence of the values of both
     */
    default Seq<T> concat(Seq<? extends T> next) {
        return Sequences.concat(this, next);
    }

    /**
     * Returns pairs of a value of this sequence and one of another, until one of the two ends; the other is closed then. This sequence is
     * advanced first. When the pairs are pushed, this sequence is pushed and the other is pulled.
     *
     * @param other the other sequence
     * @param <U> the type of its values
     * @return a sequence of pairs
     */
    default <U extends @Nullable Object> Seq2<T, U> zip(Seq<? extends U> other) {
        return Sequences.zip(this, other);
    }

    /**
     * Returns what a function makes of the pairs of {@link #zip(Seq)}.
     *
     * @param other the other sequence
     * @param combiner the function
     * @param <U> the type of the values of the other sequence
     * @param <R> the type of the results
     * @return a sequence of the results
     */
    default <U extends @Nullable Object, R extends @Nullable Object> Seq<R> zip(
            Seq<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return Sequences.combine(Sequences.<T, U>zip(this, other), combiner);
    }

    /**
     * Returns pairs of a value of this sequence and one of another, until both have ended. Null stands for the values that the
     * shorter sequence does not have.
     *
     * @param other the other sequence
     * @param <U> the type of its values
     * @return a sequence of pairs
     */
    default <U extends @Nullable Object> Seq2<@Nullable T, @Nullable U> zipLongest(Seq<? extends U> other) {
        return Sequences.<@Nullable T, @Nullable U>zipLongest(this, other, null, null);
    }

    /**
     * Returns pairs of a value of this sequence and one of another, until both have ended.
     *
     * @param other the other sequence
     * @param missing stands for the values that this sequence does not have; may be null
     * @param otherMissing stands for the values that the other sequence does not have; may be null
     * @param <U> the type of the values of the other sequence
     * @return a sequence of pairs
     */
    default <U extends @Nullable Object> Seq2<T, U> zipLongest(Seq<? extends U> other, T missing, U otherMissing) {
        return Sequences.<T, U>zipLongest(this, other, missing, otherMissing);
    }

    /**
     * Returns what a function makes of the pairs of {@link #zipLongest(Seq)}.
     *
     * @param other the other sequence
     * @param combiner the function, which gets null for the values that a sequence does not have
     * @param <U> the type of the values of the other sequence
     * @param <R> the type of the results
     * @return a sequence of the results
     */
    default <U extends @Nullable Object, R extends @Nullable Object> Seq<R> zipLongest(
            Seq<? extends U> other, BiFunction<? super @Nullable T, ? super @Nullable U, ? extends R> combiner) {
        return Sequences.combine(this.<U>zipLongest(other), combiner);
    }

    /**
     * Returns the values of this sequence and another, both sorted, in their order. Of equal values, that of this sequence comes
     * first. Each sequence is advanced to its next value only when that is needed.
     *
     * @param other the other sequence
     * @param order the order by which both are sorted; if one is not, the result is not either
     * @return a sorted sequence of the values of both
     */
    default Seq<T> mergeSorted(Seq<? extends T> other, Comparator<? super T> order) {
        return Sequences.mergeSorted(this, other, order);
    }
}
