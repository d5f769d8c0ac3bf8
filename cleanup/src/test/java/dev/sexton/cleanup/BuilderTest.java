package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The builder refuses wrong settings and says why. */
@SuppressWarnings("NullAway") // the nulls are the point
class BuilderTest {
    private final CleanupRuntime.Builder builder = CleanupRuntime.builder();

    @Test
    void aNumberOutOfBoundsIsNamedWithItsBound() {
        refuses(() -> builder.maxWorkers(0), "maxWorkers must be at least 1, but was 0: no cleanup would ever run");
        refuses(() -> builder.sampleSites(-3), "oneIn must be at least 1, but was -3");
    }

    @Test
    void aDurationThatIsNotPositiveIsNamed() {
        refuses(() -> builder.sweepInterval(Duration.ZERO), "sweepInterval must be positive, but was PT0S");
        refuses(() -> builder.idleTimeout(Duration.ofSeconds(-1)), "idleTimeout must be positive, but was PT-1S");
        refuses(() -> builder.runAtExit(Duration.ZERO), "limit must be positive, but was PT0S");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void allSitesAndASampleOfThemExcludeEachOther() {
        builder.trackSites().sampleSites(100);
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("trackSites()")
                .withMessageContaining("sampleSites(100)");
    }

    /** The twin: each by itself is accepted, and so is a sample of the sites of leaks. */
    @Test
    void eachByItselfIsAccepted() {
        CleanupRuntime.builder().trackSites().reportLeaks().build().close();
        CleanupRuntime.builder().sampleSites(100).reportLeaks().build().close();
    }

    @Test
    void nullsAreNamedAtOnce() {
        refusesNull(() -> builder.name(null), "name");
        refusesNull(() -> builder.threadFactory(null), "threadFactory");
        refusesNull(() -> builder.failureHandler(null), "failureHandler");
        refusesNull(() -> builder.sweepInterval(null), "sweepInterval");
        refusesNull(() -> builder.idleTimeout(null), "idleTimeout");
        refusesNull(() -> builder.runAtExit(null), "limit");
        refusesNull(() -> builder.reportLeaks(null), "leakHandler");
    }

    @Test
    void theRuntimesTimeoutsAreNotNullEither() {
        try (CleanupRuntime runtime = builder.build()) {
            refusesNull(() -> runtime.awaitIdle(null), "timeout");
            refusesNull(() -> runtime.reclaim(null), "timeout");
            refusesNull(() -> runtime.close(null), "timeout");
            refusesNull(() -> runtime.stats(null), "maxAge");
            assertThat(runtime.add(new Object(), () -> {}).stop())
                    .as("it is still open")
                    .isTrue();
        }
    }

    private static void refusesNull(ThrowingCallable call, String name) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
