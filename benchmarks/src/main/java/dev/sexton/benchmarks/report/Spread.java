package dev.sexton.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Values of several rounds: their median, and between which quartiles the middle half of them lies.
 *
 * @param median half are above, half below
 * @param low the lower quartile
 * @param high the upper quartile
 */
public record Spread(double median, double low, double high) {
    /**
     * Of values.
     *
     * @param values at least one, in any order
     * @return their spread
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There are no values, so there is no median");
        }
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /**
     * Of ratios, each of two values of the same round, which met the machine in the same state.
     *
     * @param values what is divided
     * @param base what it is divided by; where one list is longer, its further rounds do not count
     * @return the spread of the ratios
     */
    public static Spread ofRatios(List<Double> values, List<Double> base) {
        return of(IntStream.range(0, Math.min(values.size(), base.size()))
                .mapToObj(round -> values.get(round) / base.get(round))
                .toList());
    }

    /** Between two values, in proportion. */
    private static double quantile(List<Double> sorted, double quantile) {
        double position = quantile * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
