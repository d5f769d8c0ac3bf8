package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.benchmarks.report.Bar;
import dev.sexton.benchmarks.report.Results.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BenchIT shows that each bar finds its figures. */
class BarsTest {
    @Test
    void thereIsOneRowForEachFigureAndBase() {
        List<Bar> bars = Bars.all();

        assertThat(bars).extracting(Bar::what).doesNotHaveDuplicates();
        assertThat(bars).allSatisfy(bar -> assertThat(bar.most()).isPositive());
    }

    @Test
    void eachQuestionTheDesignSetsABarForHasOne() {
        assertThat(Bars.all())
                .extracting(Bar::place)
                .extracting(Place::question)
                .contains("add", "stop", "drain", "heap", "pause", "sweeper", "delay", "advance");
    }
}
