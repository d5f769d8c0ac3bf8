package dev.sexton.cleanup.internal.watch;

/**
 * One report of objects that were collected without being closed; the public class is a shell around it.
 *
 * @param runtime the runtime's name
 * @param type the name of the objects' class
 * @param site the line that registered the cleanups
 * @param creator the line that made the objects
 * @param count found since the last report
 * @param total found so far
 */
public record LeakReport(
        String runtime, String type, StackTraceElement site, StackTraceElement creator, long count, long total) {
    /**
     * Returns the report in words.
     *
     * @return one line
     */
    public String message() {
        return count + " of " + type + ", made at " + creator + " (cleanup registered at " + site
                + "), became unreachable without being closed, " + total
                + " so far. Their cleanups have run, but only when the collector found them: close them, for example with"
                + " try-with-resources";
    }
}
