package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import java.util.Iterator;
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
 * @param <T> the type of the values
 * @since 0.2.0
 */
@FunctionalInterface
public interface Seq<T extends @Nullable Object> extends Pusher<T> {
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
     * Returns a sequence of the elements of an iterable. Each push and each pull calls {@link Iterable#iterator} once. Pulling it
     * needs no coroutine.
     *
     * @param values the iterable
     * @param <T> the type of the values
     * @return a sequence that can be pushed as often as the iterable can be iterated
     */
    static <T extends @Nullable Object> Seq<T> of(Iterable<? extends T> values) {
        return Coroutines.seq(values);
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
     * closes that pull, so use try-with-resources with short-circuiting operations.
     *
     * @return a stream; its terminal operation is bound to one thread as a {@linkplain Pull#of(Seq) confined pull} is
     */
    default Stream<T> stream() {
        return Coroutines.stream(this);
    }
}
