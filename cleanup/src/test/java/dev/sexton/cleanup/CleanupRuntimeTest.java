package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CleanupRuntimeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void reclaimGetsBackWhatDeadObjectsHold() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            for (int i = 0; i < 1000; i++) {
                runtime.add(new Object(), AtomicInteger::incrementAndGet, runs);
            }
            assertThat(runtime.reclaim(MINUTE)).isTrue();
            assertThat(runs).as("all of them, when it returns").hasValue(1000);
        }
    }

    @Test
    void reclaimTimesOutOnACleanupThatDoesNotReturn() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            runtime.add(
                    new Object(),
                    held -> {
                        try {
                            held.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    },
                    latch);
            assertThat(runtime.reclaim(Duration.ofMillis(50))).isFalse();
            latch.countDown();
            assertThat(runtime.reclaim(MINUTE)).isTrue();
        }
    }

    @Test
    void theLongestDurationsAreTakenForForever() throws Exception {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .sweepInterval(forever)
                .idleTimeout(forever)
                .build()) {
            runtime.add(new Object(), AtomicInteger::incrementAndGet, runs);
            assertThat(runtime.reclaim(forever)).isTrue();
            assertThat(runs).hasValue(1);
            assertThat(runtime.awaitIdle(forever)).isTrue();
        }
    }

    /** A runtime with nothing live holds no thread and no exit hook, and then nothing holds the runtime. */
    @Test
    void aRuntimeWithNothingLiveIsCollected() {
        Object[] alive = {new Object()};
        WeakReference<FailureHandler> engine = dropRuntime(alive[0]);
        for (int i = 0; i < 3; i++) {
            Gc.once();
        }
        assertThat(engine.get()).as("held while something is live").isNotNull();
        Reference.reachabilityFence(alive[0]);
        alive[0] = null;
        Gc.until("collected", () -> engine.get() == null);
        assertThat(runs).hasValue(1);
    }

    /** Nothing of it stays among the JVM's exit hooks. */
    @Test
    void aClosedRuntimeIsCollectedWhateverIsLive() {
        Object alive = new Object();
        WeakReference<CleanupRuntime> runtime = closedRuntime(alive);
        Gc.until("collected", () -> runtime.get() == null);
        assertThat(runs).hasValue(0);
        Reference.reachabilityFence(alive);
    }

    private WeakReference<CleanupRuntime> closedRuntime(Object object) {
        CleanupRuntime runtime =
                CleanupRuntime.builder().runAtExit(Duration.ofSeconds(5)).build();
        runtime.add(object, AtomicInteger::incrementAndGet, runs);
        runtime.close();
        return new WeakReference<>(runtime);
    }

    /** Only the inside of the runtime refers to its result. */
    private WeakReference<FailureHandler> dropRuntime(Object object) {
        AtomicInteger failures = new AtomicInteger();
        FailureHandler handler = (cleanup, failure) -> failures.incrementAndGet();
        CleanupRuntime.builder()
                .name("dropped")
                .failureHandler(handler)
                .runAtExit(Duration.ofSeconds(5))
                .idleTimeout(Duration.ofMillis(20))
                .build()
                .add(object, AtomicInteger::incrementAndGet, runs);
        return new WeakReference<>(handler);
    }

    /** The cleanups of a runtime that nobody holds any more still run, as long as that takes. */
    @Test
    void aDroppedRuntimeRunsWhatWasRegisteredWithIt() {
        Object[] object = {new Object()};
        CleanupRuntime.builder()
                .name("dropped")
                .idleTimeout(Duration.ofMillis(20))
                .build()
                .add(object[0], AtomicInteger::incrementAndGet, runs);
        for (int i = 0; i < 3; i++) {
            Gc.once();
        }
        assertThat(runs).hasValue(0);
        Reference.reachabilityFence(object[0]);
        object[0] = null;
        Gc.until("it has run", () -> runs.get() == 1);
    }

    @Test
    void theFailureHandlerIsToldAndTheHandleNamesTheSite() throws Exception {
        AtomicReference<String> told = new AtomicReference<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .trackSites()
                .failureHandler((cleanup, thrown) -> {
                    told.set(cleanup.toString());
                    failure.complete(thrown);
                })
                .build()) {
            runtime.add(new Object(), (long status) -> System.exit(divide((int) status, 0)), 1);
            Gc.once();
            assertThat(failure.get(1, TimeUnit.MINUTES)).isInstanceOf(ArithmeticException.class);
            assertThat(told.get()).contains("registered at " + CleanupRuntimeTest.class.getName());
            assertThat(runtime.awaitIdle(MINUTE)).isTrue();
            assertThat(runtime.stats().failed()).isEqualTo(1);
        }
    }

    @Test
    void anActionWhoseSiteIsTrackedGetsItsArgument() throws Exception {
        Set<Object> released = ConcurrentHashMap.newKeySet();
        try (CleanupRuntime runtime = CleanupRuntime.builder().trackSites().build()) {
            runtime.add(new Object(), released::add, "a name");
            runtime.add(new Object(), (long number) -> released.add(number), 7);
            Gc.until("both have run", () -> released.size() == 2);
        }
        assertThat(released).containsExactlyInAnyOrder("a name", 7L);
    }

    @Test
    void liveSitesTellWhereWhatIsLiveWasRegistered() {
        Object alive = new Object();
        try (CleanupRuntime runtime = CleanupRuntime.builder().trackSites().build()) {
            assertThat(runtime.liveSites()).isEmpty();
            List<Cleanup> here = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                here.add(runtime.add(alive, AtomicInteger::incrementAndGet, runs));
            }
            Cleanup there = runtime.add(alive, (long number) -> {}, 1);
            assertThat(runtime.liveSites().values()).containsExactlyInAnyOrder(300L, 1L);
            assertThat(runtime.liveSites().keySet())
                    .extracting(StackTraceElement::getMethodName)
                    .containsOnly("liveSitesTellWhereWhatIsLiveWasRegistered");
            here.get(0).stop();
            here.get(1).clean();
            there.stop();
            Map<StackTraceElement, Long> sites = runtime.liveSites();
            assertThat(sites.values()).containsExactly(298L);
            assertThatThrownBy(sites::clear).isInstanceOf(UnsupportedOperationException.class);
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void withoutTrackingThereAreNoLiveSites() {
        Object alive = new Object();
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            runtime.add(alive, AtomicInteger::incrementAndGet, runs);
            assertThat(runtime.liveSites()).isEmpty();
        }
        Reference.reachabilityFence(alive);
    }

    private static int divide(int a, int b) {
        return a / b;
    }

    @Test
    void statsAddUp() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            Object alive = new Object();
            List<Cleanup> cleanups = Stream.generate(() -> runtime.add(alive, AtomicInteger::incrementAndGet, runs))
                    .limit(10)
                    .toList();
            runtime.add(new Object(), AtomicInteger::incrementAndGet, runs);
            cleanups.get(0).stop();
            cleanups.get(1).clean();
            cleanups.get(2).clean();
            assertThat(runtime.reclaim(MINUTE)).isTrue();
            CleanupStats stats = runtime.stats();
            assertThat(stats.added()).isEqualTo(11);
            assertThat(stats.stopped()).isEqualTo(1);
            assertThat(stats.cleaned()).isEqualTo(2);
            assertThat(stats.queued()).isEqualTo(1);
            assertThat(stats.executed()).isEqualTo(1);
            assertThat(stats.live()).isEqualTo(7);
            assertThat(stats.failed()).isZero();
            assertThat(stats.sweeps()).isPositive();
            assertThat(stats.peakWorkers()).isEqualTo(1);
            Reference.reachabilityFence(alive);
        }
    }

    /** The reading keeps its promises without stopping any thread, while all are busy. */
    @Test
    void statsKeepTheirPromisesUnderLoad() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().maxWorkers(2).build()) {
            Thread adder = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    for (int i = 0; i < 1000; i++) {
                        Cleanup cleanup = runtime.add(new Object(), AtomicInteger::incrementAndGet, runs);
                        if (i % 3 == 0) {
                            cleanup.stop();
                        }
                    }
                    System.gc();
                }
            });
            adder.start();
            CleanupStats last = runtime.stats();
            while (last.executed() < 20_000) {
                CleanupStats next = runtime.stats();
                assertThat(next.executed()).isLessThanOrEqualTo(next.queued()).isGreaterThanOrEqualTo(last.executed());
                assertThat(next.live()).isNotNegative();
                assertThat(next.added()).isGreaterThanOrEqualTo(last.added());
                assertThat(next.stopped()).isGreaterThanOrEqualTo(last.stopped());
                last = next;
            }
            adder.interrupt();
            adder.join();
        }
    }
}
