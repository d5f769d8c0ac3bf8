package dev.sexton.cleanup;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;

/**
 * The handle of one registered cleanup.
 *
 * <p>A cleanup leaves its place exactly once: by {@link #stop()}, by {@link #clean()}, or because the object became
 * unreachable and a sweep took it out to be run. Whoever takes it out decides; the others find nothing and change
 * nothing. All methods may be called by any thread, also from inside the cleanup itself.
 *
 * <p>Keeping a handle keeps neither the object alive nor, once the cleanup has left its place, its action or argument.
 * A handle may be stored in the object itself, which is the usual way to offer {@code close()} besides the automatic
 * release.
 */
public interface Cleanup extends Cleaner.Cleanable {
    /**
     * Cancels the cleanup: it will not run, and what it would have released is again the caller's to release.
     *
     * <p>To be sure of winning against the object's own death, keep the object reachable across the call, for example
     * with {@link java.lang.ref.Reference#reachabilityFence}.
     *
     * @return true if this call prevented the run; false if the cleanup was stopped before, was run by {@link #clean()},
     *     or has been queued because the object died, in which case it has run, is running or is about to run
     */
    boolean stop();

    /**
     * Cancels the cleanup as {@link #stop()} does, and keeps its object reachable until it is cancelled. Without that the object
     * might be found dead first, and the call would return false.
     *
     * @param owner the object that this cleanup is attached to; not null
     * @return as {@link #stop()}
     * @throws NullPointerException if {@code owner} is null
     * @since 0.2.0
     */
    default boolean stop(Object owner) {
        Objects.requireNonNull(owner, "owner");
        try {
            return stop();
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    /**
     * Runs the action now, in the calling thread, unless it was stopped, has been run or has been queued.
     *
     * <p>An exception of the action comes out of this call; the failure handler is not asked. When the call finds nothing
     * to do it returns at once: it does not wait for a run that is under way in another thread. To be sure that the action has
     * run when this returns, keep the object reachable across the call, as for {@link #stop()}.
     */
    @Override
    void clean();

    /**
     * Runs the action as {@link #clean()} does, and keeps its object reachable until the action has run. So this is all that
     * {@code close()} of a wrapper needs:
     *
     * {@snippet :
     * @Override
     * public void close() {
     *     cleanup.clean(this);
     * }
     * }
     *
     * @param owner the object that this cleanup is attached to; not null
     * @throws NullPointerException if {@code owner} is null
     * @since 0.2.0
     */
    default void clean(Object owner) {
        Objects.requireNonNull(owner, "owner");
        try {
            clean();
        } finally {
            Reference.reachabilityFence(owner);
        }
    }
}
