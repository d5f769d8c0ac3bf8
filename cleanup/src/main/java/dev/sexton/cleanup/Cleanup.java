package dev.sexton.cleanup;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;

/**
 * The handle of one registered cleanup.
 *
 * <p>A cleanup ends exactly once: it is stopped, cleaned, or queued because its object died. The first wins; later calls have
 * no effect. Any thread may call any method, and so may the cleanup itself while it runs.
 *
 * <p>A handle never keeps the object alive. It keeps the action and the argument alive only until the cleanup has been stopped or
 * has run. So the object itself may hold the handle, and most classes do, to offer {@code close()} besides the automatic
 * release:
 *
 * {@snippet :
 * @Override
 * public void close() {
 *     cleanup.clean(this);
 * }
 * }
 *
 * @since 0.2.0
 */
public interface Cleanup extends Cleaner.Cleanable {
    /**
     * Cancels this cleanup: its action will not run, and the caller is again responsible for what it would have released.
     *
     * <p>If the object dies during the call, the call may come too late. Code that has the object calls {@link #stop(Object)}.
     *
     * @return true if this call prevented the run; false if the cleanup was stopped before, was run by {@link #clean()},
     *     or has been queued because the object died; in the last case it has run, is running or is about to run
     */
    boolean stop();

    /**
     * Cancels this cleanup as {@link #stop()} does, and keeps the object reachable until the call returns, so that the object's
     * death cannot come first.
     *
     * @param owner the object that this cleanup was registered for
     * @return true if this call prevented the run; false if the cleanup was stopped or run before
     */
    default boolean stop(Object owner) {
        requireOwner(owner);
        try {
            return stop();
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    /**
     * Runs the action now, in the calling thread, unless it was stopped, has run or has been queued.
     *
     * <p>An exception of the action is thrown to the caller; the failure handler is not called. A call that comes too late returns
     * at once: it does not wait for a run in another thread. If the object dies during the call, the call may come too
     * late. Code that has the object calls {@link #clean(Object)}.
     */
    @Override
    void clean();

    /**
     * Runs the action as {@link #clean()} does, and keeps the object reachable until the call returns, so that the object's
     * death cannot come first. When this returns, the action has run in this thread, has run or is running in another
     * thread that called {@code clean}, or was stopped.
     *
     * @param owner the object that this cleanup was registered for
     */
    default void clean(Object owner) {
        requireOwner(owner);
        try {
            clean();
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    private static void requireOwner(Object owner) {
        Objects.requireNonNull(
                owner, "owner is null: pass the object that the cleanup was registered for, most often this");
    }
}
