package dev.sexton.cleanup;

/**
 * Receives reports of objects that were collected without being closed; see
 * {@link CleanupRuntime.Builder#reportLeaks(LeakHandler)}.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface LeakHandler {
    /**
     * Handles one report. Called at most once a minute for each site, on a worker's thread, so a slow handler occupies that
     * worker. When the runtime is closed, the closing thread makes the calls that are left. An exception of the handler is
     * logged and otherwise ignored.
     *
     * @param leak the objects found at one site since the previous report of that site
     */
    void leaked(Leak leak);
}
