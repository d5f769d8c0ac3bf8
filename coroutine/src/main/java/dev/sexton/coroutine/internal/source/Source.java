package dev.sexton.coroutine.internal.source;

import org.jspecify.annotations.Nullable;

/**
 * The values that a pull takes.
 *
 * @param <T> the type of the values
 */
public abstract class Source<T extends @Nullable Object> extends Output<T> {
    Source() {}

    /**
     * Moves to the next value.
     *
     * @param handle the object that the user holds; once it is unreachable, nobody advances or closes any more
     * @return false at the end
     */
    public abstract boolean advance(Object handle);
}
