package dev.sexton.benchmarks.run;

import java.util.List;

/**
 * How much is measured.
 *
 * @param name what the page calls it
 * @param rounds in how many rounds the rivals take turns, for what JMH measures
 * @param longRounds the same for what takes several seconds each time
 * @param drainRounds the same within the JVM of a drain
 * @param forks whether JMH measures in a JVM of its own
 * @param millis how long an iteration of JMH takes
 * @param iterations how many there are, to warm up and to measure
 * @param unit what the counts of objects are multiples of: a million, or less
 * @param slowSeconds how long the slow action takes
 * @param collections how many young collections are measured
 * @param thorough whether all collectors, JDKs, rivals and depths are measured, or no more than the bars are about
 */
public record Scale(
        String name,
        int rounds,
        int longRounds,
        int drainRounds,
        boolean forks,
        int millis,
        int iterations,
        int unit,
        int slowSeconds,
        int collections,
        boolean thorough) {
    /** For the figures that count. */
    public static final Scale FULL = new Scale("full", 4, 2, 5, true, 150, 5, 1_000_000, 10, 50, true);

    /** For a first impression. */
    public static final Scale QUICK = new Scale("quick", 2, 1, 5, true, 100, 3, 1_000_000, 4, 20, false);

    /** To see that everything runs; its figures mean nothing. */
    public static final Scale SMOKE = new Scale("smoke", 1, 1, 1, false, 5, 1, 2_000, 1, 1, true);

    /** A heap in proportion to the counts. */
    List<String> heap(int megabytes, int young) {
        String total = Math.max(64, (long) megabytes * unit / 1_000_000) + "m";
        return List.of("-Xms" + total, "-Xmx" + total, "-Xmn" + Math.max(8, (long) young * unit / 1_000_000) + "m");
    }
}
