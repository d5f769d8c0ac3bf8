package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
    @Test
    void isThePlanAtFirst() {
        TimeLeft timeLeft = new TimeLeft(600);

        assertThat(timeLeft.seconds(0)).isEqualTo(600);
        assertThat(timeLeft.part()).isZero();
    }

    @Test
    void growsWhereThePlanIsNotKept() {
        TimeLeft timeLeft = new TimeLeft(600);
        timeLeft.done(300);

        assertThat(timeLeft.part()).isEqualTo(0.5);
        assertThat(timeLeft.seconds(300)).isEqualTo(300, within(1e-9));
        assertThat(timeLeft.seconds(600)).isGreaterThan(500);
    }

    @Test
    void isNothingAtTheEndHoweverLongItTook() {
        TimeLeft timeLeft = new TimeLeft(600);
        timeLeft.done(600);

        assertThat(timeLeft.seconds(999)).isZero();
        assertThat(timeLeft.part()).isEqualTo(1);
    }
}
