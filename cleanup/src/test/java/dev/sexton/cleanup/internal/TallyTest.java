package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    /** The sweeper's thread ends when nothing is live: one way that is not counted, and it stays, or ends too early. */
    @Test
    void whatHasGoneInAnyWayIsNotLive() {
        Tally tally = new Tally();
        for (int i = 0; i < 7; i++) {
            tally.added.increment();
        }
        assertThat(tally.live()).isEqualTo(7);
        tally.stopped.increment();
        assertThat(tally.live()).isEqualTo(6);
        tally.cleaned.increment();
        assertThat(tally.live()).isEqualTo(5);
        tally.queued(5);
        assertThat(tally.live()).isZero();
        assertThat(tally.queued()).isEqualTo(5);
    }
}
