package dev.sexton.coroutine.internal.fiber;

/**
 * A second stack for one body. The body is given to the fiber when it is made, and starts with the first {@link #switchIn}.
 *
 * <p>Callers must see to it that switches alternate and that only one thread at a time switches in; a fiber does not check.
 */
public interface Fiber {
    /** Switches from the consumer to the body; returns when the body has switched out or ended. */
    void switchIn();

    /**
     * Switches to the consumer, from the body or from the body of another confined fiber that runs inside it; returns when the
     * consumer has switched in again.
     *
     * @throws IllegalStateException if this stack cannot be suspended here; nothing has been switched
     */
    void switchOut();

    /**
     * {@return whether the calling code runs inside this fiber's body, so that it may switch out}
     */
    boolean isCurrent();

    /**
     * Frees whatever of a suspended body would not go away by itself, once nobody can switch in any more. If that takes a last
     * run of the body, this method returns when the body has ended; the body finds its coroutine cancelled.
     */
    void discard();
}
