package dev.sexton.benchmarks.run;

/** One piece of work in a process of its own: one rival in one round, or several that take turns within. */
public interface Run {
    /**
     * The name in the progress line.
     *
     * @return a few words
     */
    String label();

    /**
     * How long it will take, about.
     *
     * @return seconds
     */
    double seconds();

    /**
     * Measures.
     *
     * @param figures takes what was measured
     * @throws Exception if it has failed
     */
    void measure(Probe.Figures figures) throws Exception;

    /**
     * The options of its JVM, for the page.
     *
     * @return arguments as on a command line; empty if it runs in none
     */
    default String flags() {
        return "";
    }
}
