package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reading as a value, and readings that are shared. */
class CleanupStatsTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Object alive = new Object();
    private final CleanupRuntime runtime =
            CleanupRuntime.builder().name("read").sweepInterval(LONG).build();

    @AfterEach
    void close() {
        runtime.close();
        Reference.reachabilityFence(alive);
    }

    @Test
    void readingsOfTheSameFiguresAreEqual() {
        CleanupStats first = runtime.stats();
        CleanupStats second = runtime.stats();
        assertThat(second).isEqualTo(first).hasSameHashCodeAs(first).isNotSameAs(first);
        runtime.add(alive, () -> {});
        assertThat(runtime.stats()).isNotEqualTo(first);
        assertThat(first.equals(new Object())).isFalse();
    }

    @Test
    void itsWordsNameEveryFigure() {
        runtime.add(alive, () -> {}).clean();
        assertThat(runtime.stats().toString())
                .startsWith(
                        "CleanupStats[added=1, live=0, stopped=0, cleaned=1, queued=0, executed=0, failed=0; workers=")
                .contains(
                        "running=",
                        "asleep=",
                        "peakWorkers=",
                        "; sweeps=",
                        "sweepTime=",
                        "lastSweepTime=",
                        "lastSweepEnd=");
    }

    @Test
    void aReadingThatIsYoungEnoughIsShared() {
        assertThat(runtime.stats(LONG).added()).isZero();
        runtime.add(alive, () -> {});
        assertThat(runtime.stats(LONG).added()).as("the same reading").isZero();
        assertThat(runtime.stats().added()).as("a new one").isEqualTo(1);
        assertThat(runtime.stats(Duration.ZERO).added()).as("a new one").isEqualTo(1);
        assertThat(runtime.stats(LONG).added()).as("the new one").isEqualTo(1);
    }
}
