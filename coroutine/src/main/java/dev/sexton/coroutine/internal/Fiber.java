package dev.sexton.coroutine.internal;

/**
 * A second stack for one body. Whoever makes it passes the body, which starts with the first {@link #switchIn}.
 *
 * <p>Callers see to it that switches alternate and that only one thread at a time switches in; a fiber does not check.
 */
interface Fiber {
    /** From the consumer to the body; returns when the body has switched out or ended. */
    void switchIn();

    /**
     * From the body, or from the body of another confined fiber that runs inside it, to the consumer; returns when the
     * consumer has switched in again.
     *
     * @throws IllegalStateException if this stack cannot be suspended here; nothing has been switched
     */
    void switchOut();

    /** Whether the calling code runs inside this fiber's body, so that it may switch out. */
    boolean isCurrent();

    /**
     * The suspended body is given up by its consumer: frees what would not go away by itself. A body that is resumed for
     * that finds its coroutine cancelled.
     */
    void discard();
}
