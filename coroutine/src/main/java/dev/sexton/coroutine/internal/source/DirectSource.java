package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.internal.coro.Confinement;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A source that has no coroutine of its own: it computes its values in the thread that advances it. The rules of a pull are kept here.
 *
 * @param <T> the type of the values
 */
public abstract class DirectSource<T extends @Nullable Object> extends Source<T> {
    /*
     * Subclasses implement step whole, instead of a part of it that is called from here. Sources are made of sources, and the JIT
     * compiler knows what a call leads to, and inlines it, only where a place in the code leads to one class.
     */

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

    /**
     * {@inheritDoc}
     *
     * <p>A subclass makes the next value the current one by {@link #at}. At the end it calls {@link #ended}; after an exception
     * {@link #failed}, or {@link #thrown} if it comes from another source.
     */
    @Override
    public abstract boolean step(Object handle);

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

    /** Closes what the source uses. May be called again. */
    protected abstract void shut();

    /**
     * Closes everything because there are no more values.
     *
     * @return false
     */
    protected final boolean ended() {
        stop();
        return false;
    }

    /**
     * Closes everything because of a failure.
     *
     * @param failure the failure
     * @return nothing: it throws the failure, to which what the closing throws is added
     */
    protected final RuntimeException failed(Throwable failure) {
        return Closing.after(failure).run(this::stop).failure();
    }

    /**
     * Handles what another source has thrown: if it has refused to move, this must have no consequence; else everything is closed.
     *
     * @param thrown the exception
     * @param by the other source
     * @return nothing: it throws the exception
     */
    protected final RuntimeException thrown(Throwable thrown, Source<?> by) {
        throw by.isDone() ? failed(thrown) : Failures.unchecked(thrown);
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
