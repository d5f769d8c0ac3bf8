package dev.sexton.cleanup;

/**
 * Told of objects that should have been closed by hand and were found dead by the collector; see
 * {@link CleanupRuntime.Builder#reportLeaks(LeakHandler)}.
 */
@FunctionalInterface
public interface LeakHandler {
    /**
     * Called at most once a minute for each place, on a worker's thread, so a slow handler occupies that worker. When the runtime is
     * closed, what is left is told on the closing thread. What the handler throws is logged and otherwise ignored.
     *
     * @param leak what was found there since the call before, never null
     */
    void leaked(Leak leak);
}
