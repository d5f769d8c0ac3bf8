package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Sequences;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values that a {@link Seq} pushes.
 *
 * <p>A yield belongs to the call of {@link Seq#push} that received it: do not keep it or pass it to another thread.
 *
 * @param <T> the type of the values
 * @since 0.2.0
 */
@FunctionalInterface
public interface Yield<T extends @Nullable Object> {
    /**
     * Passes one value to the consumer.
     *
     * @param value the value; may be null
     * @return whether the consumer wants more. After {@code false} the producer must return without calling again
     * @throws IllegalStateException if the consumer is a {@link Pull} and this call comes after a {@code false}, or from
     *     outside the body that received the yield: from the consumer, from another thread, or after the body has ended
     * @throws ThreadLockMismatchException if the consumer is a confined {@link Pull} and the thread is not locked as it was
     *     when the pull was created, see {@link OsThread}
     */
    @SuppressWarnings("NamedLikeContextualKeyword")
    boolean yield(T value);

    /**
     * Passes all values of another sequence to the consumer, and says whether it wants more. After {@code inner.push(out)} a
     * producer cannot know that.
     *
     * <pre>{@code
     * void walk(Node node, Yield<? super String> out) {
     *     if (out.yieldAll(o -> walk(node.left, o)) && out.yield(node.name)) out.yieldAll(o -> walk(node.right, o));
     * }
     * }</pre>
     *
     * If the consumer is a {@link Pull}, the values pass without any cost besides that of pushing them.
     *
     * @param inner the other sequence, usually a {@link Seq} or a reference to {@code void walk(Yield<? super T> out)}
     * @return whether the consumer wants more. After {@code false} the producer must return without calling again
     * @throws IllegalStateException as {@link #yield}
     * @throws ThreadLockMismatchException as {@link #yield}
     */
    default boolean yieldAll(Pusher<? extends T> inner) {
        return Sequences.yieldAll(this, inner);
    }
}
