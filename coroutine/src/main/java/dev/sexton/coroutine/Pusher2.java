package dev.sexton.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A method that pushes pairs. Every {@link Seq2} is one; use {@code Seq2} in declarations and signatures. {@link Pusher} explains
 * why this type exists.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 * @since 0.2.0
 */
@FunctionalInterface
public interface Pusher2<K extends @Nullable Object, V extends @Nullable Object> {
    /**
     * Pushes the pairs, in order, until there are no more or {@code out} returns false.
     *
     * @param out takes the pairs; valid until this method returns
     */
    void pushTo(Yield2<K, V> out);
}
