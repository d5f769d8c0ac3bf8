package dev.sexton.coroutine.internal.source;

import org.jspecify.annotations.Nullable;

/**
 * The values that a pull takes.
 *
 * @param <T> the type of the values
 */
public abstract class Source<T extends @Nullable Object> extends Output<T> {
    /*
     * A pull calls advance and close, which check first whether the caller may. A source that takes its values from other sources is
     * entered through its own checks, so it calls step and stop of those, which need not check again.
     */

    /** Creates a source that has not begun. */
    protected Source() {}

    /**
     * Moves to the next value.
     *
     * @param handle the object that the user holds; once it is unreachable, nobody advances or closes any more
     * @return false at the end
     */
    public abstract boolean advance(Object handle);

    /**
     * Does the same as {@link #advance}, for a caller who has passed the checks of the pull.
     *
     * @param handle as in {@link #advance}
     * @return as in {@link #advance}
     */
    public boolean step(Object handle) {
        return advance(handle);
    }

    /** Does the same as {@link #close}, for a caller who has passed the checks of the pull. May be called again. */
    public void stop() {
        close();
    }

    /**
     * Returns whether the source has reached its end, failed, or been closed. If it has not after a call that threw an exception, the
     * call was refused and has changed nothing.
     *
     * @return whether there are no more values
     */
    public abstract boolean isDone();
}
