package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private final BlockingQueue<Object> pool = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void theBodyGoesToTheFinalizerAndItsCleanupsWaitUntilItIsGone() throws Exception {
        guardWithCleanup();
        Gc.once();
        Object body = pool.poll(1, TimeUnit.MINUTES);
        assertThat(body).as("passed on by the finalizer").isNotNull();
        Gc.once();
        assertThat(Cleanups.runtime().awaitIdle(Duration.ofMinutes(1))).isTrue();
        assertThat(events).as("the body is in use again").isEmpty();
        Reference.reachabilityFence(body);

        body = null;
        Gc.until("the body's cleanup has run", () -> !events.isEmpty());
        assertThat(events).containsExactly("body gone");
    }

    private void guardWithCleanup() {
        Object body = new Object();
        Cleanups.add(body, events::add, "body gone");
        assertThat(Guarded.of(body, pool::add).get()).isSameAs(body);
    }

    @Test
    void releaseGivesTheBodyBackOnceAndTheFinalizerDoesNotRun() throws Exception {
        Object body = new Object();
        Guarded<Object> guarded = Guarded.of(body, pool::add);
        assertThat(guarded.release()).isSameAs(body);
        assertThatThrownBy(guarded::release).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(guarded::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("released");
        guarded = null;
        // The twin runs in the same collections: a handle that was not released.
        Object other = new Object();
        Guarded.of(other, pool::add);
        Gc.until("the twin was finalized", () -> !pool.isEmpty());
        assertThat(pool).containsExactly(other);
    }

    @Test
    void anyRuntimeCanGuard() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            Guarded<Object> kept = Guarded.of(runtime, new Object(), pool::add);
            Object lost = new Object();
            Guarded.of(runtime, lost, pool::add);
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
            assertThat(pool).containsExactly(lost);
            assertThat(runtime.stats().live()).isEqualTo(1);
            kept.release();
        }
        assertThatThrownBy(() -> Guarded.of(closed(), new Object(), pool::add))
                .isInstanceOf(IllegalStateException.class);
    }

    private static CleanupRuntime closed() {
        CleanupRuntime runtime = CleanupRuntime.builder().build();
        runtime.close();
        return runtime;
    }

    @Test
    void useReturnsWhatTheFunctionReturnsAndRefusesAReleasedBody() {
        Guarded<String> guarded = Guarded.of("body", pool::add);
        assertThat(guarded.<Integer>use(String::length)).isEqualTo(4);
        assertThat(guarded.<Object>use(body -> null)).isNull();
        guarded.release();
        assertThatThrownBy(() -> guarded.use(String::length)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nullsAreRefused() {
        assertThatThrownBy(() -> Guarded.of(null, pool::add))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("nothing to guard");
        assertThatThrownBy(() -> Guarded.of(new Object(), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("whenUnreachable is null");
        assertThatThrownBy(() -> Guarded.of(null, new Object(), pool::add))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("runtime");
    }
}
