package dev.sexton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CleanupMetricsTest {
    private static final List<String> COUNTERS = List.of(
            "sexton.cleanups.added",
            "sexton.cleanups.stopped",
            "sexton.cleanups.cleaned",
            "sexton.cleanups.queued",
            "sexton.cleanups.executed",
            "sexton.cleanups.failed",
            "sexton.cleanups.sweeps");
    private static final List<String> GAUGES = List.of(
            "sexton.cleanups.live",
            "sexton.cleanups.pending",
            "sexton.cleanups.workers",
            "sexton.cleanups.workers.running",
            "sexton.cleanups.workers.asleep",
            "sexton.cleanups.workers.peak");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void cumulativeFiguresAreCountersAndTheOthersGauges() {
        new CleanupMetrics(Cleanups.runtime()).bindTo(registry);

        assertThat(registry.getMeters()).hasSize(COUNTERS.size() + 1 + GAUGES.size());
        assertThat(COUNTERS).allSatisfy(name -> assertThat(meter(name)).isInstanceOf(FunctionCounter.class));
        assertThat(GAUGES).allSatisfy(name -> assertThat(meter(name)).isInstanceOf(Gauge.class));
        assertThat(meter("sexton.cleanups.sweep.time")).isInstanceOf(FunctionTimer.class);
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getTags())
                    .isEqualTo(Tags.of("runtime", "shared").stream().toList());
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getBaseUnit()).isIn("cleanups", "threads", "sweeps", "seconds");
        });
    }

    /** One cleanup for each way that one can go, and one that is still on its way: no two figures are the same by mistake. */
    @Test
    void eachMeterShowsTheFigureItIsNamedAfter() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .name("figures")
                .maxWorkers(1)
                .failureHandler((cleanup, failure) -> {})
                .build()) {
            new CleanupMetrics(runtime, Tags.empty(), Duration.ZERO).bindTo(registry);
            Object object = new Object();
            for (int i = 0; i < 16; i++) {
                Cleanup cleanup = runtime.add(object, () -> {});
                if (i < 2) {
                    cleanup.clean();
                } else if (i < 5) {
                    cleanup.stop();
                }
            }
            addDead(runtime, 5, () -> {
                throw new IllegalStateException("expected");
            });
            addDead(runtime, 3, () -> {});
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
            addDead(runtime, 1, () -> {
                begun.countDown();
                awaitUninterruptibly(release);
            });
            // It is queued now, or by a later attempt; what runs there keeps reclaim from ever being done.
            while (begun.getCount() > 0) {
                assertThat(runtime.reclaim(Duration.ofMillis(100))).isFalse();
            }

            assertThat(value("added")).isEqualTo(25);
            assertThat(value("cleaned")).isEqualTo(2);
            assertThat(value("stopped")).isEqualTo(3);
            assertThat(value("live")).isEqualTo(11);
            assertThat(value("queued")).isEqualTo(9);
            assertThat(value("executed")).isEqualTo(8);
            assertThat(value("failed")).isEqualTo(5);
            assertThat(value("pending")).isEqualTo(1);
            assertThat(value("workers")).isEqualTo(1);
            assertThat(value("workers.running")).isEqualTo(1);
            assertThat(value("workers.asleep")).isZero();
            assertThat(value("workers.peak")).isEqualTo(1);
            assertThat(value("sweeps")).isPositive();
            FunctionTimer sweeps = registry.get("sexton.cleanups.sweep.time").functionTimer();
            assertThat(sweeps.count()).isPositive();
            assertThat(sweeps.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            release.countDown();
            assertThat(runtime.awaitIdle(Duration.ofMinutes(1))).isTrue();
            assertThat(value("executed")).isEqualTo(9);
            Reference.reachabilityFence(object);
        } finally {
            release.countDown();
        }
    }

    /** Were one meter to read for itself, it would see the second cleanup. */
    @Test
    void allMetersShareAReading() {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            new CleanupMetrics(runtime, Tags.empty(), Duration.ofDays(1)).bindTo(registry);
            poll();
            useEachFigure(runtime);
            assertThat(poll()).containsOnly(0.0);
        }
    }

    /** The twin: with no age, each meter reads for itself, and sees what has been done. */
    @Test
    void withoutAnAgeEachMeterReadsForItself() {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            new CleanupMetrics(runtime, Tags.empty(), Duration.ZERO).bindTo(registry);
            poll();
            useEachFigure(runtime);
            poll();
            assertThat(value("added")).isEqualTo(3);
            assertThat(value("stopped")).isEqualTo(1);
            assertThat(value("cleaned")).isEqualTo(1);
        }
    }

    private List<Double> poll() {
        return registry.getMeters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .map(Measurement::getValue)
                .toList();
    }

    private static void useEachFigure(CleanupRuntime runtime) {
        Object alive = new Object();
        runtime.add(alive, () -> {}).stop();
        runtime.add(alive, () -> {}).clean();
        addDead(runtime, 1, () -> {});
        try {
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void runtimesAreToldApartByTheirNames() {
        try (CleanupRuntime one = CleanupRuntime.builder().name("one").build();
                CleanupRuntime other = CleanupRuntime.builder().name("other").build()) {
            new CleanupMetrics(one).bindTo(registry);
            new CleanupMetrics(other, Tags.of("region", "north")).bindTo(registry);
            Object alive = new Object();
            one.add(alive, () -> {});
            other.add(alive, () -> {});
            other.add(alive, () -> {});

            assertThat(registry.get("sexton.cleanups.live")
                            .tag("runtime", "one")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("sexton.cleanups.live")
                            .tags("runtime", "other", "region", "north")
                            .gauge()
                            .value())
                    .isEqualTo(2);
            Reference.reachabilityFence(alive);
        }
    }

    @Test
    void metersDoNotKeepTheRuntimeAlive() {
        WeakReference<CleanupRuntime> runtime = boundAndForgotten();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (runtime.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(runtime.get()).isNull();
        assertThat(value("live")).isNaN();
        assertThat(value("added")).as("the last value seen").isEqualTo(1);
    }

    /** Which nobody but its own sweeper refers to. */
    @Test
    void aForgottenRuntimeIsStillShownWhileItHasALiveCleanup() {
        Object alive = new Object();
        WeakReference<CleanupRuntime> runtime = boundAndForgotten(alive);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(value("live")).isEqualTo(1);
        Reference.reachabilityFence(alive);
        assertThat(runtime.get()).isNotNull();
    }

    /** The twin: a meter that refers strongly does keep it. */
    @Test
    void aStrongMeterWouldKeepTheRuntimeAlive() {
        WeakReference<CleanupRuntime> runtime = strongAndForgotten();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(runtime.get()).isNotNull();
        assertThat(registry.get("strong").gauge().value()).isZero();
    }

    @Test
    void prometheusSeesConventionalNames() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (CleanupRuntime runtime = CleanupRuntime.builder().name("buffers").build()) {
            new CleanupMetrics(runtime).bindTo(prometheus);
            assertThat(prometheus.scrape().lines())
                    .contains(
                            "sexton_cleanups_added_cleanups_total{runtime=\"buffers\"} 0.0",
                            "sexton_cleanups_sweeps_total{runtime=\"buffers\"} 0.0",
                            "sexton_cleanups_live_cleanups{runtime=\"buffers\"} 0.0",
                            "sexton_cleanups_workers_running_threads{runtime=\"buffers\"} 0.0",
                            "# TYPE sexton_cleanups_added_cleanups_total counter",
                            "# TYPE sexton_cleanups_live_cleanups gauge");
        }
    }

    @Test
    void aMissingRuntimeIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> new CleanupMetrics(null))
                .withMessageContaining("runtime is null");
    }

    private WeakReference<CleanupRuntime> boundAndForgotten() {
        CleanupRuntime runtime = CleanupRuntime.builder()
                .name("forgotten")
                .idleTimeout(Duration.ofMillis(10))
                .build();
        new CleanupMetrics(runtime).bindTo(registry);
        runtime.add(new Object(), () -> {}).clean();
        assertThat(value("added")).isEqualTo(1);
        return new WeakReference<>(runtime);
    }

    private WeakReference<CleanupRuntime> boundAndForgotten(Object alive) {
        CleanupRuntime runtime = CleanupRuntime.builder().build();
        new CleanupMetrics(runtime).bindTo(registry);
        runtime.add(alive, () -> {});
        return new WeakReference<>(runtime);
    }

    private WeakReference<CleanupRuntime> strongAndForgotten() {
        CleanupRuntime runtime = CleanupRuntime.builder().build();
        Gauge.builder("strong", runtime, of -> of.stats().live())
                .strongReference(true)
                .register(registry);
        return new WeakReference<>(runtime);
    }

    /** In a frame of its own, so that nothing holds the objects afterwards. */
    private static void addDead(CleanupRuntime runtime, int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            runtime.add(new Object(), action);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException goOn) {
                // A worker's interrupt is nobody's business here.
            }
        }
    }

    private Meter meter(String name) {
        return registry.get(name).meter();
    }

    private double value(String name) {
        return meter("sexton.cleanups." + name).measure().iterator().next().getValue();
    }
}
