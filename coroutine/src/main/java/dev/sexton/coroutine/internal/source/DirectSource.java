package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.internal.coro.Confinement;
import dev.sexton.coroutine.internal.failure.Closing;
import org.jspecify.annotations.Nullable;

/**
 * A source that has no coroutine of its own: it computes its values in the thread that advances it. The rules of a pull are kept here.
 *
 * @param <T> the type of the values
 */
public abstract class DirectSource<T extends @Nullable Object> extends Source<T> {
    /** Null if whoever uses the source has to see to it that only one thread does at a time. */
    private @Nullable Confinement confinement = new Confinement();

    /** Whether an advance or close is on its way, in the thread to which the source is confined. */
    private boolean running;

    /** Creates a source that has not begun. */
    protected DirectSource() {}

    @Override
    public final boolean advance(Object handle) {
        if (confinement != null) {
            confinement.enter();
        }
        refuseReEntry();
        running = true;
        try {
            return step(handle);
        } finally {
            running = false;
        }
    }

    @Override
    public final void close() {
        if (confinement != null) {
            confinement.enterToClose();
        }
        refuseReEntry();
        running = true;
        try {
            stop();
        } finally {
            running = false;
        }
    }

    @Override
    public final boolean step(Object handle) {
        boolean moved = false;
        try {
            moved = next(handle);
        } finally {
            if (!moved && isDone()) {
                end();
            }
        }
        return moved;
    }

    @Override
    public final void stop() {
        try {
            shut();
        } finally {
            if (isDone()) {
                end();
            }
        }
    }

    /**
     * Moves {@linkplain #at to} the next value.
     *
     * @param handle as in {@link #advance}
     * @return false if the source is done; it is also done after an exception, unless that came from another source that refused to
     *     move, which must have no consequence
     */
    protected abstract boolean next(Object handle);

    /** Closes what the source uses. May be called again. */
    protected abstract void shut();

    /**
     * Moves another source, and closes everything if that fails.
     *
     * @param from the other source
     * @param handle as in {@link #advance}
     * @return false at the end of the other source
     */
    protected final boolean move(Source<?> from, Object handle) {
        try {
            return from.step(handle);
        } catch (Throwable t) {
            throw from.isDone() ? failed(t) : Closing.after(t).failure();
        }
    }

    /**
     * Closes everything because of a failure.
     *
     * @param failure the failure
     * @return nothing: it throws the failure, to which what the closing throws is added
     */
    protected final RuntimeException failed(Throwable failure) {
        return Closing.after(failure).run(this::shut).failure();
    }

    /** Lets any thread use the source, one at a time. To be called before the first advance. */
    final void unconfine() {
        confinement = null;
    }

    private void refuseReEntry() {
        if (running) {
            throw new IllegalStateException(
                    "re-entry: an advance or close of this pull is on its way; what it calls cannot"
                            + " advance or close the pull");
        }
    }
}
