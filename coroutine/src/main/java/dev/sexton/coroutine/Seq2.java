package dev.sexton.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A sequence that pushes pairs; otherwise as {@link Seq}.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
@FunctionalInterface
public interface Seq2<K extends @Nullable Object, V extends @Nullable Object> {
    /**
     * Pushes the pairs, in order, until there are no more or {@code out} returns false.
     *
     * @param out takes the pairs; valid until this method returns
     */
    void push(Yield2<? super K, ? super V> out);

    /**
     * The same as {@link Pull2#of Pull2.of(this)}: pairs on demand, confined to the thread that first advances it.
     *
     * @return the pull; to be closed, unless it is advanced to its end
     * @throws UnsupportedOperationException as {@link Pull2#of}
     */
    default Pull2<K, V> pull() {
        return Pull2.of(this);
    }
}
