package dev.sexton.cleanup;

/**
 * Receives the failures of cleanups that ran on a worker.
 *
 * <p>The default handler logs a warning to the {@link System.Logger} named {@code dev.sexton.cleanup}.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Handles one failure. Called on the worker's thread, right after the action threw, so a slow handler occupies that worker.
     * An exception of the handler itself is logged and otherwise ignored: no failure ends a worker.
     *
     * @param cleanup the cleanup whose action failed; it counts as executed and as failed. Its {@code toString()} names
     *     the line that registered it if the runtime tracks sites
     * @param failure what the action threw; errors such as {@link OutOfMemoryError} are included
     */
    void failed(Cleanup cleanup, Throwable failure);
}
