package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import dev.sexton.coroutine.internal.Sequences;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence that pushes pairs. The rules are those of {@link Seq}.
 *
 * <p>As an {@link Iterable} it has an entry for each pair, so {@link Seq#of(Iterable) Seq.of(pairs)} is a {@code Seq} of entries, with all
 * combinators, and {@link #of(Iterable) Seq2.of(entries)} the way back. Halves of entries may be null.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 * @since 0.2.0
 */
@FunctionalInterface
public interface Seq2<K extends @Nullable Object, V extends @Nullable Object>
        extends Pusher2<K, V>, Iterable<Map.Entry<K, V>> {
    /**
     * Pushes the pairs, in order, until there are no more or {@code out} returns false.
     *
     * @param out takes the pairs; valid until this method returns
     */
    void push(Yield2<? super K, ? super V> out);

    /** Does the same as {@link #push}. */
    @Override
    default void pushTo(Yield2<K, V> out) {
        push(out);
    }

    /**
     * Returns a sequence of the entries of a map, in its order. Pulling it needs no coroutine.
     *
     * @param entries the map, which is not copied
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return a sequence that can be pushed any number of times
     */
    static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> of(
            Map<? extends K, ? extends V> entries) {
        return Sequences.pairs(entries);
    }

    /**
     * Returns a sequence of the pairs in an iterable, which may be a {@link Seq}. Pulling it needs a coroutine only if that needs one.
     *
     * @param entries the pairs; must not contain null
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a sequence that can be pushed as often as the iterable can be iterated
     */
    static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> of(
            Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return Sequences.pairs(entries);
    }

    /**
     * Returns a sequence of the remaining pairs of an iterator. Pulling it needs no coroutine.
     *
     * @param entries the iterator; must not have null
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a sequence of the pairs that the iterator has left when the sequence is pushed or pulled
     */
    static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> of(
            Iterator<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return Sequences.pairs(entries);
    }

    /**
     * Returns a sequence of the pairs in a stream, one at a time, see {@link Seq#of(Stream)}.
     *
     * @param entries the stream; consumed by the first push or pull; must not contain null
     * @param <K> the type of the first halves
     * @param <V> the type of the second halves
     * @return a sequence that can be pushed or pulled once; the second time throws an {@link IllegalStateException}
     */
    static <K extends @Nullable Object, V extends @Nullable Object> Seq2<K, V> of(
            Stream<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return Sequences.pairs(entries);
    }

    /**
     * Returns {@link Pull2#of(Seq2) Pull2.of(this)}: pairs on demand, confined to the thread that first advances the pull.
     *
     * @return the pull, which must be closed unless it is advanced to its end
     * @throws UnsupportedOperationException as {@link Pull2#of(Seq2)}
     */
    default Pull2<K, V> pull() {
        return Pull2.of(this);
    }

    /**
     * Returns the pairs as a lazy sequential stream of entries, see {@link Seq#stream()}.
     *
     * @return a stream; closing it closes what it has pulled
     */
    default Stream<Map.Entry<K, V>> stream() {
        return Coroutines.stream(Sequences.entries(this));
    }

    /**
     * Returns {@link #pull()}, so that a {@code for} statement runs over the entries. See {@link Seq#iterator} for what closes it.
     *
     * @return the pull
     * @throws UnsupportedOperationException as {@link Pull2#of(Seq2)}
     */
    @Override
    default Pull2<K, V> iterator() {
        return pull();
    }

    /**
     * Pushes an entry for each pair to an action, see {@link Seq#forEach}.
     *
     * @param action the action
     */
    @Override
    default void forEach(Consumer<? super Map.Entry<K, V>> action) {
        Sequences.forEach(Sequences.entries(this), action);
    }

    /**
     * Pushes all pairs to an action, see {@link Seq#forEach}.
     *
     * @param action the action
     */
    default void forEach(BiConsumer<? super K, ? super V> action) {
        Sequences.forEach2(this, action);
    }

    /**
     * Returns the spliterator of {@link #stream()}, see {@link Seq#spliterator}.
     *
     * @return a spliterator of the entries
     */
    @Override
    default Spliterator<Map.Entry<K, V>> spliterator() {
        return stream().spliterator();
    }
}
