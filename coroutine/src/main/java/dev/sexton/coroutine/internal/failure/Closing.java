package dev.sexton.coroutine.internal.failure;

import org.jspecify.annotations.Nullable;

/** Closes several things: each of them, even if another fails. The first failure is thrown, with the others suppressed. */
public final class Closing {
    private @Nullable Throwable first;

    private Closing(@Nullable Throwable first) {
        this.first = first;
    }

    /**
     * {@return what closes things, of which none is closed yet}
     */
    public static Closing begin() {
        return new Closing(null);
    }

    /**
     * Closes a thing.
     *
     * @param close closes it
     * @return what closes the others
     */
    public static Closing of(Runnable close) {
        return begin().run(close);
    }

    /**
     * Begins with a failure, because of which things have to be closed.
     *
     * @param failure the failure; null if there is none
     * @return what closes them
     */
    public static Closing after(@Nullable Throwable failure) {
        return new Closing(failure);
    }

    /**
     * Closes one more thing.
     *
     * @param close closes it
     * @return this
     */
    public Closing run(Runnable close) {
        try {
            close.run();
        } catch (Throwable t) {
            add(t);
        }
        return this;
    }

    /** Throws the first failure, if there is one. */
    public void end() {
        if (first != null) {
            throw failure();
        }
    }

    /**
     * Throws the first failure, of which there must be one.
     *
     * @return nothing; so that callers can write {@code throw closing.failure()}
     */
    public RuntimeException failure() {
        throw Failures.unchecked(first == null ? new AssertionError("nothing has failed") : first);
    }

    private void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) {
            first.addSuppressed(failure);
        }
    }
}
