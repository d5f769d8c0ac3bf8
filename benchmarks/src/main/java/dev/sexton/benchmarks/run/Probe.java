package dev.sexton.benchmarks.run;

/** A measurement that wants a JVM to itself and that JMH has no shape for: collections, pauses, memory, delays. */
@FunctionalInterface
public interface Probe {
    /**
     * Measures.
     *
     * @param arguments what was asked for
     * @param figures takes the results
     * @throws Exception if the measurement has failed; its figures do not count then
     */
    void run(Arguments arguments, Figures figures) throws Exception;

    /** Takes what was measured. */
    @FunctionalInterface
    interface Figures {
        /**
         * Takes one value. Values of the same setting and rival are those of successive rounds.
         *
         * @param setting under which circumstances
         * @param rival of whom
         * @param value in the question's unit
         */
        void add(String setting, String rival, double value);
    }
}
