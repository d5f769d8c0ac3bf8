package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Sequences;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pairs that a {@link Seq2} pushes. The rules are those of {@link Yield}.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 * @since 0.2.0
 */
@FunctionalInterface
public interface Yield2<K extends @Nullable Object, V extends @Nullable Object> {
    /**
     * Passes one pair to the consumer.
     *
     * @param key the first half; may be null
     * @param value the second half; may be null
     * @return whether the consumer wants more. After {@code false} the producer must return without calling again
     * @throws IllegalStateException as {@link Yield#yield}
     * @throws ThreadLockMismatchException as {@link Yield#yield}
     */
    @SuppressWarnings("NamedLikeContextualKeyword")
    boolean yield(K key, V value);

    /**
     * Passes all pairs of another sequence to the consumer, and says whether it wants more, see {@link Yield#yieldAll}.
     *
     * @param inner the other sequence, usually a {@link Seq2} or a reference to
     *     {@code void walk(Yield2<? super K, ? super V> out)}
     * @return whether the consumer wants more. After {@code false} the producer must return without calling again
     * @throws IllegalStateException as {@link Yield#yield}
     * @throws ThreadLockMismatchException as {@link Yield#yield}
     */
    default boolean yieldAll(Pusher2<? extends K, ? extends V> inner) {
        return Sequences.yieldAll2(this, inner);
    }
}
