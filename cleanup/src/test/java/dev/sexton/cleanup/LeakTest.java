package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sexton.cleanup.internal.CapturedLog;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The reports about objects that were left to the real collector. */
class LeakTest {
    private final Queue<Leak> leaks = new ConcurrentLinkedQueue<>();

    /** As users write it. */
    private static final class Buffer implements AutoCloseable {
        private final Cleanup cleanup;

        Buffer(CleanupRuntime runtime) {
            cleanup = runtime.add(this, argument -> {}, 1L);
        }

        @Override
        public void close() {
            cleanup.clean();
        }
    }

    @Test
    void whatIsNotClosedIsReportedOnceForAllWithTypeSiteAndCreator() throws Exception {
        try (CleanupRuntime runtime = reporting("leaky")) {
            forget(runtime, 100);
            reclaim(runtime);
        }
        assertThat(leaks).isNotEmpty().allSatisfy(leak -> {
            assertThat(leak.runtime()).isEqualTo("leaky");
            assertThat(leak.type()).isEqualTo(Buffer.class.getName());
            assertThat(leak.site().toString()).contains("LeakTest$Buffer.<init>(LeakTest.java:");
            assertThat(leak.creator().toString()).contains("LeakTest.forget(LeakTest.java:");
        });
        // The first block's, and the rest when the runtime was closed.
        assertThat(leaks).hasSizeLessThanOrEqualTo(2);
        assertThat(leaks.stream().mapToLong(Leak::count).sum()).isEqualTo(100);
        assertThat(List.copyOf(leaks).get(leaks.size() - 1).total()).isEqualTo(100);
    }

    @Test
    void itIsReportedWhileTheRuntimeIsOpen() throws Exception {
        try (CleanupRuntime runtime = reporting("open")) {
            forget(runtime, 10);
            reclaim(runtime);
            Gc.until("a leak is reported", () -> !leaks.isEmpty());
        }
    }

    @Test
    void whatIsClosedOrStoppedOrCannotBeClosedOrIsStillInUseIsNotReported() throws Exception {
        Buffer inUse;
        try (CleanupRuntime runtime = reporting("tidy")) {
            new Buffer(runtime).close();
            new Buffer(runtime).cleanup.stop();
            runtime.add(new Object(), argument -> {}, 1L);
            inUse = new Buffer(runtime);
            reclaim(runtime);
            assertThat(runtime.stats().executed())
                    .as("the object that cannot be closed")
                    .isEqualTo(1);
        }
        assertThat(leaks).isEmpty();
        Reference.reachabilityFence(inUse);
    }

    /** The twin of both: without reportLeaks nothing is, whatever is forgotten. */
    @Test
    void withoutReportingNothingIsReported() throws Exception {
        try (CapturedLog log = new CapturedLog();
                CleanupRuntime runtime = CleanupRuntime.builder().trackSites().build()) {
            forget(runtime, 10);
            reclaim(runtime);
            assertThat(runtime.stats().executed()).isEqualTo(10);
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void theDefaultHandlerWarnsInTheLog() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            try (CleanupRuntime runtime = CleanupRuntime.builder().reportLeaks().build()) {
                forget(runtime, 2);
                reclaim(runtime);
            }
            assertThat(log.records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getMessage())
                            .contains("2 of ", "LeakTest$Buffer", "LeakTest.forget(LeakTest.java:", "close them"));
        }
    }

    @Test
    void ofASampleOnlyWhatWasTrackedIsCounted() throws Exception {
        try (CleanupRuntime runtime =
                CleanupRuntime.builder().sampleSites(10).reportLeaks(leaks::add).build()) {
            forget(runtime, 10_000);
            reclaim(runtime);
        }
        // One in ten at random: 1000, with a standard deviation of 30.
        assertThat(leaks.stream().mapToLong(Leak::count).sum()).isBetween(700L, 1300L);
    }

    @Test
    void aSampleOfSitesIsTracked() {
        Object alive = new Object();
        try (CleanupRuntime runtime = CleanupRuntime.builder().sampleSites(10).build()) {
            for (int i = 0; i < 10_000; i++) {
                runtime.add(alive, () -> {});
            }
            assertThat(runtime.liveSites().values())
                    .singleElement()
                    .satisfies(count -> assertThat(count).isBetween(700L, 1300L));
        }
        Reference.reachabilityFence(alive);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CleanupRuntime.builder().sampleSites(0))
                .withMessageContaining("oneIn must be at least 1, but was 0");
    }

    /** They are reachable still: exit runs them, no collection. */
    @Test
    void whatRunsBecauseTheJvmExitsIsNotReported() {
        ChildJvm.Result result = ChildJvm.run(List.of(), AtExit.class);
        assertThat(result.output()).isEqualTo("ran" + System.lineSeparator());
    }

    @Test
    void theSharedRuntimeIsSwitchedOnByProperties() {
        String[] flags = {"-Dsexton.cleanup.reportLeaks=true", "-Dsexton.cleanup.trackSites=1"};
        assertThat(ChildJvm.run(List.of(flags), Shared.class).output()).contains("LeakTest$Shared.main(LeakTest.java:");
        assertThat(ChildJvm.run(List.of(), Shared.class).output()).isEmpty();
    }

    private CleanupRuntime reporting(String name) {
        return CleanupRuntime.builder().name(name).reportLeaks(leaks::add).build();
    }

    private static void forget(CleanupRuntime runtime, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(new Buffer(runtime).cleanup).isNotNull();
        }
    }

    private static void reclaim(CleanupRuntime runtime) throws InterruptedException {
        assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
    }

    static final class AtExit {
        @SuppressWarnings("UnusedVariable") // keeps it alive until exit
        private static Object alive;

        public static void main(String[] arguments) {
            CleanupRuntime runtime = CleanupRuntime.builder()
                    .runAtExit(Duration.ofSeconds(5))
                    .reportLeaks(leak -> System.out.println(leak.message()))
                    .build();
            Closeable closeable = new Closeable();
            runtime.add(closeable, () -> System.out.println("ran"));
            alive = closeable;
        }
    }

    private static final class Closeable implements AutoCloseable {
        @Override
        public void close() {}
    }

    static final class Shared {
        public static void main(String[] arguments) throws Exception {
            Cleanups.add(new Closeable(), argument -> {}, 1L);
            Cleanups.runtime().reclaim(Duration.ofMinutes(1));
            // The report follows the block that reclaim has waited for.
            while (Cleanups.runtime().stats().running() > 0) {
                Thread.sleep(1);
            }
        }
    }

    /** It runs on a worker, and is none of the cleanups that are waited for. */
    @Test
    void aLeakHandlerThatWaitsWaitsForAllCleanups() throws Exception {
        CompletableFuture<CleanupRuntime> runtime = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        CleanupRuntime made = CleanupRuntime.builder()
                .maxWorkers(2)
                .reportLeaks(leak -> {
                    try {
                        idle.complete(runtime.join().awaitIdle(Duration.ZERO));
                    } catch (Throwable unexpected) {
                        idle.completeExceptionally(unexpected);
                    }
                })
                .build();
        runtime.complete(made);
        made.add(new Object(), CompletableFuture::join, mayEnd);
        Gc.until("one cleanup runs", () -> made.stats().running() == 1);
        made.add(
                new AutoCloseable() {
                    @Override
                    public void close() {}
                },
                () -> {});
        Gc.until("the leak was reported", idle::isDone);
        assertThat(idle.join()).as("one cleanup was running").isFalse();
        mayEnd.complete(null);
        made.close();
    }
}
