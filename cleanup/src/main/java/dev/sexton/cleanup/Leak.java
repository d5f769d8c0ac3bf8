package dev.sexton.cleanup;

/**
 * Objects of one place that were not closed. Only what was registered while sites were {@linkplain
 * CleanupRuntime.Builder#trackSites() tracked} is counted: of one in a hundred tracked, a count of 3 stands for some 300.
 *
 * @param runtime the name of the runtime
 * @param type the name of the objects' class, which implements {@link AutoCloseable}; not null
 * @param site the line that registered the cleanup, most often in the class itself; not null
 * @param creator the first line further out that is neither in the class of {@code site} nor in a constructor, most often the one
 *     that made the object and should have closed it; the same as {@code site} if there is none
 * @param count how many were found since the last report of this place; at least 1
 * @param total how many were found since the runtime was made
 */
public record Leak(
        String runtime, String type, StackTraceElement site, StackTraceElement creator, long count, long total) {
    /**
     * The report in words.
     *
     * @return one line
     */
    public String message() {
        return count + " of " + type + ", made at " + creator + " (cleanup registered at " + site
                + "), became unreachable without being closed, " + total
                + " so far. Their cleanups have run, but only when the collector found them: close them, with try-with-resources"
                + " for example";
    }
}
