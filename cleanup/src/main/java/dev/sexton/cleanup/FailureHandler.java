package dev.sexton.cleanup;

/**
 * Told of every cleanup that threw while it ran on a worker.
 *
 * <p>The default handler logs a warning to the {@link System.Logger} named {@code dev.sexton.cleanup}.
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Called on the worker's thread, right after the action threw, so a slow handler occupies that worker. What the
     * handler itself throws is logged and otherwise ignored: no failure ends a worker.
     *
     * @param cleanup the cleanup whose action failed, never null; it counts as executed and as failed. Its
     *     {@code toString()} names the place where it was registered if the runtime tracks sites
     * @param failure what the action threw, never null; errors such as {@link OutOfMemoryError} come here as well
     */
    void failed(Cleanup cleanup, Throwable failure);
}
