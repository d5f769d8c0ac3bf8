package dev.sexton.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void medianAndQuartilesOfValuesInAnyOrder() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0, 2.0, 4.0))).isEqualTo(new Spread(3, 2, 4));
    }

    @Test
    void quartilesBetweenTwoValuesAreInProportion() {
        assertThat(Spread.of(List.of(1.0, 2.0))).isEqualTo(new Spread(1.5, 1.25, 1.75));
    }

    @Test
    void oneValueHasNoSpread() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void noValueIsRefused() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** The machine was ten times slower in the second round; what is compared is not. */
    @Test
    void aRatioIsOfValuesOfTheSameRound() {
        List<Double> values = List.of(1.0, 10.0, 1.0);
        List<Double> base = List.of(2.0, 20.0, 2.0);

        assertThat(Spread.ofRatios(values, base)).isEqualTo(new Spread(0.5, 0.5, 0.5));
    }

    @Test
    void roundsThatOnlyOneTookPartInDoNotCount() {
        assertThat(Spread.ofRatios(List.of(1.0, 900.0), List.of(4.0))).isEqualTo(new Spread(0.25, 0.25, 0.25));
    }
}
