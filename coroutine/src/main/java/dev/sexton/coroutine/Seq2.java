package dev.sexton.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A sequence that pushes pairs. The rules are those of {@link Seq}.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 * @since 0.2.0
 */
@FunctionalInterface
public interface Seq2<K extends @Nullable Object, V extends @Nullable Object> extends Pusher2<K, V> {
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
     * Returns {@link Pull2#of(Seq2) Pull2.of(this)}: pairs on demand, confined to the thread that first advances the pull.
     *
     * @return the pull, which must be closed unless it is advanced to its end
     * @throws UnsupportedOperationException as {@link Pull2#of(Seq2)}
     */
    default Pull2<K, V> pull() {
        return Pull2.of(this);
    }
}
