package dev.sexton.coroutine.internal.source;

import org.jspecify.annotations.Nullable;

/**
 * A body that exchanges values with its consumer.
 *
 * @param <I> the type of the values passed in
 * @param <O> the type of the values that come out
 */
public abstract class Exchange<I extends @Nullable Object, O extends @Nullable Object> extends Output<O> {
    Exchange() {}

    /**
     * Passes a value in and runs the body up to its next value.
     *
     * @param handle as in {@link Source#advance}
     * @param input the value passed in
     * @return false if the body had ended before
     */
    public abstract boolean resume(Object handle, I input);

    /**
     * {@return whether the body has ended or will never run}
     */
    public abstract boolean isDone();
}
