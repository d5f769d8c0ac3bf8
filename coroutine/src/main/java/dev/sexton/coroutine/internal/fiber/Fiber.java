package dev.sexton.coroutine.internal.fiber;

/**
 * A second stack for one body. The body is given to the fiber when it is made, and starts with the first {@link #switchIn}.
 *
 * <p>Callers must see to it that switches alternate and that only one thread at a time switches in; a fiber does not check.
 */
public interface Fiber {
    /**
     * Switches from the consumer to the body; returns when the body has switched out or ended.
     *
     * @throws IllegalStateException if the body can never switch out, because it waits for something that the consumer holds. Then
     *     the consumer has {@linkplain #isDeserted deserted} the body
     */
    void switchIn();

    /**
     * Does the same as {@link #switchIn()} for some time at most. Only for a fiber that does not share its consumer's thread.
     *
     * @param nanos how long to wait, in ns
     * @return false if the body has not switched out in that time. It goes on; the next call must be {@link #rejoin} or {@link #desert}
     */
    boolean switchIn(long nanos);

    /**
     * Waits again for a body that has not switched out in time.
     *
     * @param nanos how long to wait, in ns; {@link Long#MAX_VALUE} for as long as it takes
     * @return false if the body has not switched out or ended yet
     * @throws IllegalStateException as {@link #switchIn()}
     */
    boolean rejoin(long nanos);

    /**
     * Leaves a body that has not switched out in time alone for good, and interrupts it.
     *
     * @return false if it has switched out or ended meanwhile; then nothing has happened
     */
    boolean desert();

    /**
     * Switches to the consumer, from the body or from the body of another confined fiber that runs inside it; returns when the
     * consumer has switched in again.
     *
     * @return false if the consumer has deserted the body: nothing has been switched, and the body must end
     * @throws IllegalStateException if this stack cannot be suspended here; nothing has been switched
     */
    boolean switchOut();

    /**
     * {@return whether the calling code runs inside this fiber's body, so that it may switch out}
     */
    boolean isCurrent();

    /**
     * {@return whether the body runs on top of its consumer's stack, in the same thread}
     */
    boolean sharesThread();

    /**
     * {@return whether the consumer has given up waiting for the body, which ends by itself, beside the consumer}
     */
    boolean isDeserted();

    /**
     * Frees whatever of a suspended body would not go away by itself, once nobody can switch in any more. If that takes a last
     * run of the body, this method returns when the body has ended; the body finds its coroutine cancelled.
     */
    void discard();
}
