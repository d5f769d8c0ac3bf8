package dev.sexton.cleanup.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many readings callers share, with the time in the test's hands. */
class RecentTest {
    private static final long AGE = TimeUnit.MILLISECONDS.toNanos(50);

    private int readings;
    private long now = -5; // nanoTime may be negative
    private final Recent<Integer> recent = new Recent<>(() -> ++readings, () -> now);

    @Test
    void callersWithinTheAgeShareOne() {
        assertThat(recent.get(AGE)).isEqualTo(1);
        now += AGE - 1;
        assertThat(recent.get(AGE)).isEqualTo(1);
        assertThat(recent.get(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void anOlderOneIsReplacedAndTheNextIsShared() {
        recent.get(AGE);
        now += AGE;
        assertThat(recent.get(AGE)).isEqualTo(2);
        assertThat(recent.get(AGE)).isEqualTo(2);
    }

    /** The twin: with no age each caller pays. */
    @Test
    void withoutAnAgeEachIsNew() {
        assertThat(recent.get(0)).isEqualTo(1);
        assertThat(recent.get(0)).isEqualTo(2);
        assertThat(recent.get(-1)).isEqualTo(3);
        assertThat(recent.get(AGE)).as("and can be shared").isEqualTo(3);
    }

    /** A reading that takes long is as old as its beginning: what came later is not in it. */
    @Test
    void theAgeBeginsWithTheReading() {
        Recent<Integer> slow = new Recent<>(
                () -> {
                    now += AGE;
                    return ++readings;
                },
                () -> now);
        assertThat(slow.get(AGE)).isEqualTo(1);
        assertThat(slow.get(AGE)).isEqualTo(2);
    }
}
