package dev.sexton.benchmarks.run;

import static dev.sexton.benchmarks.cleanups.CleanupRivals.CLEANER;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.SEXTON;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.SEXTON_OBJECT;

import dev.sexton.benchmarks.coroutines.PullRivals;
import dev.sexton.benchmarks.report.Bar;
import dev.sexton.benchmarks.report.Results.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers to hold, one row a bar. Times are bounded by ratios only, since a bound in nanoseconds would be one on the machine:
 * where the aim was set in nanoseconds, it is divided by what the base took on the machine it was set on.
 */
public final class Bars {
    /** The time of a bare continuation, in ns a value, on the machine for which 3, 8 and 1000 ns were set as aims. */
    private static final double CONTINUATION_THERE = 88;

    /** The time of one look, in ns, on the machine for which 1 ms for ten million cleanups was set as the aim. */
    private static final double LOOK_THERE = 3;

    private static final Map<String, Double> DRAIN =
            Map.of("G1", 1 / 15.0, "Parallel", 1 / 12.0, "Serial", 1 / 12.0, "ZGC", 0.4);

    private Bars() {}

    /**
     * All of them.
     *
     * @return in the order in which the questions come
     */
    public static List<Bar> all() {
        List<Bar> bars = new ArrayList<>();
        bars.add(cleanup("add", "1 thread", CLEANER.label(), 0.5));
        bars.add(cleanup("add", "4 threads", CLEANER.label(), 0.3));
        bars.add(cleanup("stop", "1 thread", CLEANER.label(), 0.7));
        bars.add(cleanup("stop", "4 threads", CLEANER.label(), 0.2));
        bars.add(cleanup("stop", "1 thread", CleanupQuestions.GO, 0.5));
        bars.add(cleanup("stop", "4 threads", CleanupQuestions.GO, 0.5));
        for (int jdk : CleanupQuestions.JDKS) {
            for (String collector : CleanupQuestions.COLLECTORS) {
                String setting = CleanupQuestions.collector(jdk, collector);
                bars.add(cleanup("drain", setting, CLEANER.label(), DRAIN.get(collector)));
            }
        }
        bars.add(absolute("heap", "per cleanup", SEXTON.label(), 52.5));
        bars.add(absolute("heap", "per cleanup", SEXTON_OBJECT.label(), 52.5));
        bars.add(cleanup("pause", "1 M live, just added", CLEANER.label(), 1));
        bars.add(cleanup("pause", "1 M live, old", CLEANER.label(), 1));
        bars.add(cleanup("sweeper", "10 M live, old", CleanupQuestions.A_LOOK, 1e6 / (10e6 * LOOK_THERE)));
        bars.add(cleanup("delay", "p99, one slow", "the slow action", 0.01));
        String bare = PullRivals.CONTINUATION.label();
        bars.add(pull(PullQuestions.PLATFORM, PullRivals.SEXTON, bare, 1.15));
        bars.add(pull(PullQuestions.PLATFORM, PullRivals.SEXTON_ARRAY, bare, 3 / CONTINUATION_THERE));
        bars.add(pull(PullQuestions.PLATFORM, PullRivals.SEXTON_READ_AHEAD, bare, 8 / CONTINUATION_THERE));
        bars.add(pull(PullQuestions.VIRTUAL, PullRivals.SEXTON_DETACHED, PullRivals.HAND_OVER.label(), 1.2));
        bars.add(pull(PullQuestions.PLATFORM, PullRivals.SEXTON_DETACHED, bare, 1000 / CONTINUATION_THERE));
        return bars;
    }

    private static Bar cleanup(String question, String setting, String base, double most) {
        return bar(question, setting, SEXTON.label(), Optional.of(base), most);
    }

    private static Bar pull(String setting, PullRivals rival, String base, double most) {
        return bar("advance", setting, rival.label(), Optional.of(base), most);
    }

    private static Bar absolute(String question, String setting, String rival, double most) {
        return bar(question, setting, rival, Optional.empty(), most);
    }

    private static Bar bar(String question, String setting, String rival, Optional<String> base, double most) {
        String what = question + ", " + setting + ": " + rival
                + base.map(of -> " ÷ " + of).orElse("");
        return new Bar(what, new Place(question, setting, rival), base, most);
    }
}
