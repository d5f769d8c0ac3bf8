package dev.sexton.benchmarks.report;

import dev.sexton.benchmarks.report.Results.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A number to hold: the ratio of two figures of one setting, or a figure that is no time.
 *
 * @param what the row's name
 * @param place the figure
 * @param base the rival whose figure it is divided by; empty if it is not divided
 * @param most what the ratio must not exceed
 */
public record Bar(String what, Place place, Optional<String> base, double most) {
    /** How a bar was met. */
    public enum Outcome {
        /** At most the bar. */
        HELD,
        /** Above the bar, but not with three quarters of the rounds: no more than the spread allows. */
        WITHIN_SPREAD,
        /** Above the bar by more than the spread. */
        MISSED,
        /** Not asked for, or not possible here, for a reason that was given. */
        NOT_MEASURED,
        /** It should have been measured, but there is no figure. */
        NO_FIGURE
    }

    /**
     * A bar and what was measured.
     *
     * @param bar the bar
     * @param outcome how it was met
     * @param measured the ratio, if there is one
     * @param reason why there is none, or nothing
     */
    public record Verdict(Bar bar, Outcome outcome, Optional<Spread> measured, String reason) {
        /**
         * Whether a guard has to stop here.
         *
         * @return true if the bar was missed, or if nobody can tell
         */
        public boolean fails() {
            return outcome == Outcome.MISSED || outcome == Outcome.NO_FIGURE;
        }

        /**
         * All of it in one sentence.
         *
         * @return the row, the ratio with its spread, and the bar
         */
        public String sentence() {
            String figure = measured.map(Bar::text).orElse(reason);
            return String.format(Locale.ROOT, "%s: %s, the bar is %s", bar.what(), figure, Numbers.text(bar.most()));
        }
    }

    /**
     * Holds the results against the bar.
     *
     * @param results what was measured
     * @param asked the questions that were asked
     * @return the verdict
     */
    public Verdict judge(Results results, List<String> asked) {
        if (!asked.contains(place.question())) {
            return new Verdict(this, Outcome.NOT_MEASURED, Optional.empty(), "not asked for");
        }
        List<Double> values = results.values(place);
        Optional<Place> divisor = base.map(rival -> new Place(place.question(), place.setting(), rival));
        boolean complete = !values.isEmpty()
                && divisor.map(of -> !results.values(of).isEmpty()).orElse(true);
        if (!complete) {
            return results.reasonNotRun(place)
                    .or(() -> divisor.flatMap(results::reasonNotRun))
                    .map(reason -> new Verdict(this, Outcome.NOT_MEASURED, Optional.empty(), reason))
                    .orElse(new Verdict(this, Outcome.NO_FIGURE, Optional.empty(), "there is no figure"));
        }
        Spread spread =
                divisor.map(of -> Spread.ofRatios(values, results.values(of))).orElse(Spread.of(values));
        return new Verdict(this, outcome(spread), Optional.of(spread), "");
    }

    private Outcome outcome(Spread spread) {
        if (spread.median() <= most) {
            return Outcome.HELD;
        }
        return spread.low() <= most ? Outcome.WITHIN_SPREAD : Outcome.MISSED;
    }

    private static String text(Spread spread) {
        return Numbers.text(spread);
    }
}
