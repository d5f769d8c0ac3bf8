package dev.sexton.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.benchmarks.report.Bar.Outcome;
import dev.sexton.benchmarks.report.Bar.Verdict;
import dev.sexton.benchmarks.report.Results.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the guard can fail, and when it does. */
class BarTest {
    private static final Place SEXTON = new Place("add", "1 thread", "Sexton");
    private static final Place CLEANER = new Place("add", "1 thread", "Cleaner");
    private static final Bar HALF = new Bar("add: Sexton ÷ Cleaner", SEXTON, Optional.of("Cleaner"), 0.5);

    private final Results results = new Results();

    @Test
    void isHeldWhereTheMedianIsAtMostTheBar() {
        measured(SEXTON, 40, 50, 60);
        measured(CLEANER, 100, 100, 100);

        assertThat(judge().outcome()).isEqualTo(Outcome.HELD);
        assertThat(judge().fails()).isFalse();
    }

    @Test
    void isMissedWhereItIsExceededByMoreThanTheSpread() {
        measured(SEXTON, 60, 61, 62);
        measured(CLEANER, 100, 100, 100);

        assertThat(judge().outcome()).isEqualTo(Outcome.MISSED);
        assertThat(judge().fails()).isTrue();
    }

    @Test
    void isNotMissedWhereTheSpreadReachesDownToTheBar() {
        measured(SEXTON, 30, 55, 90);
        measured(CLEANER, 100, 100, 100);

        assertThat(judge().outcome()).isEqualTo(Outcome.WITHIN_SPREAD);
        assertThat(judge().fails()).isFalse();
    }

    @Test
    void namesRowRatioSpreadAndBar() {
        measured(SEXTON, 60, 61, 62);
        measured(CLEANER, 100, 100, 100);

        assertThat(judge().sentence()).isEqualTo("add: Sexton ÷ Cleaner: 0.610 (0.605 – 0.615), the bar is 0.500");
    }

    @Test
    void aFigureThatIsNoTimeIsHeldAgainstTheBarItself() {
        Bar bytes = new Bar("heap", SEXTON, Optional.empty(), 52.5);
        measured(SEXTON, 68);

        assertThat(bytes.judge(results, List.of("add")).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void failsWhereAFigureIsMissingThatNobodyAccountsFor() {
        measured(SEXTON, 40);

        assertThat(judge().outcome()).isEqualTo(Outcome.NO_FIGURE);
        assertThat(judge().fails()).isTrue();
    }

    @Test
    void doesNotFailWhereTheBaseCouldNotRun() {
        measured(SEXTON, 40);
        results.notRun(CLEANER, "not run: there is no go on the PATH");

        assertThat(judge().outcome()).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(judge().reason()).contains("no go");
        assertThat(judge().fails()).isFalse();
    }

    @Test
    void doesNotFailWhereTheQuestionWasNotAsked() {
        assertThat(HALF.judge(results, List.of("drain")).outcome()).isEqualTo(Outcome.NOT_MEASURED);
    }

    private Verdict judge() {
        return HALF.judge(results, List.of("add"));
    }

    private void measured(Place place, double... values) {
        for (double value : values) {
            results.add(place, value);
        }
    }
}
