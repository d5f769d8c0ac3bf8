package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.failure.Closing;
import java.util.concurrent.TimeoutException;
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
     * Moves to the next value, unless that takes too long.
     *
     * @param handle as in {@link #advance(Object)}
     * @param nanos how long to wait, in ns
     * @return false at the end
     * @throws TimeoutException if the next value has not come in that time; then there is no current value, and the next call waits for it
     * @throws UnsupportedOperationException unless the source is detached
     */
    public boolean advance(Object handle, long nanos) throws TimeoutException {
        throw new UnsupportedOperationException(
                "a confined sequence cannot go on without its consumer, so nobody can give"
                        + " up waiting for it; use Pull.detached(...)");
    }

    /**
     * Does the same as {@link #advance(Object)}, for a caller who has passed the checks of the pull.
     *
     * @param handle as in {@link #advance}
     * @return as in {@link #advance}
     */
    public boolean step(Object handle) {
        return advance(handle);
    }

    /**
     * Moves to the next value and passes it on, for a caller who has passed the checks of the pull. The value need not become the current
     * one. If the sink throws an exception, the source closes itself.
     *
     * @param handle as in {@link #advance}
     * @param sink takes the value
     * @return what the sink returns; false at the end
     */
    public boolean pour(Object handle, Yield<? super T> sink) {
        if (!step(handle)) {
            return false;
        }
        try {
            return sink.yield(current());
        } catch (Throwable t) {
            throw Closing.after(t).run(this::stop).failure();
        }
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
