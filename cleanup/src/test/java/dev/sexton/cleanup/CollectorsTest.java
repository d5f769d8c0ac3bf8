package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library under each collector of the JDK that runs this suite, in JVMs of their own. */
class CollectorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseSerialGC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
                "-XX:+UseZGC -XX:-UseCompressedOops",
            })
    void everyCleanupRunsOnceOrWasStopped(String flags) {
        assertPrints("run once each: 30000, stopped: 10000, live: 1", flags, Scenario.class);
    }

    private static void assertPrints(String expected, String flags, Class<?> main) {
        List<String> list = List.of(flags.split(" "));
        assumeTrue(ChildJvm.supports(list), () -> "this JDK cannot start with " + flags);
        ChildJvm.Result result = ChildJvm.run(list, main);
        assertThat(result.output()).contains(expected);
        assertThat(result.exitCode()).isZero();
    }

    /** Adds from several threads while collections come, keeps one object alive, and waits for the rest. */
    static final class Scenario {
        private static final int THREADS = 4;
        private static final int EACH = 10_000;

        public static void main(String[] args) throws Exception {
            Object alive = new Object();
            AtomicInteger[] runs = new AtomicInteger[THREADS * EACH];
            Cleanups.add(alive, AtomicInteger::incrementAndGet, new AtomicInteger());
            Thread[] threads = new Thread[THREADS];
            for (int t = 0; t < THREADS; t++) {
                int from = t * EACH;
                threads[t] = new Thread(() -> add(runs, from));
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            while (Cleanups.runtime().stats().live() > 1) {
                Gc.once();
            }
            Cleanups.runtime().awaitIdle(Duration.ofMinutes(1));
            int once = 0;
            int never = 0;
            for (int i = 0; i < runs.length; i++) {
                once += runs[i].get() == 1 ? 1 : 0;
                never += i % 4 == 0 && runs[i].get() == 0 ? 1 : 0;
            }
            System.out.println("run once each: " + once + ", stopped: " + never + ", live: "
                    + Cleanups.runtime().stats().live());
            java.lang.ref.Reference.reachabilityFence(alive);
        }

        private static void add(AtomicInteger[] runs, int from) {
            for (int i = from; i < from + EACH; i++) {
                runs[i] = new AtomicInteger();
                Object object = new byte[100];
                Cleanup cleanup = Cleanups.add(object, AtomicInteger::incrementAndGet, runs[i]);
                if (i % 4 == 0 && !cleanup.stop()) {
                    throw new AssertionError("the object is reachable, so stop must win");
                }
                java.lang.ref.Reference.reachabilityFence(object);
            }
        }
    }

    /**
     * Most sweeps skip objects that die old. Only one collection follows, and no allocation; the backstop is an hour away, so
     * what finds it is the canary among the old objects.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
                "-XX:+UseParallelGC",
                "-XX:+UseSerialGC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
            })
    void whatDiesOldIsFoundAfterOneCollection(String flags) {
        assertPrints("run: 5000", flags, DyingOld.class);
    }

    static final class DyingOld {
        public static void main(String[] args) throws Exception {
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch allRan = new CountDownLatch(5_000);
            Object[] alive = new Object[10_000];
            try (CleanupRuntime runtime =
                    CleanupRuntime.builder().sweepInterval(Duration.ofHours(1)).build()) {
                for (int i = 0; i < alive.length; i++) {
                    alive[i] = new Object();
                    runtime.add(alive[i], () -> {
                        runs.incrementAndGet();
                        allRan.countDown();
                    });
                }
                for (int i = 0; i < 40; i++) {
                    collectAndSweep(runtime);
                }
                Arrays.fill(alive, 0, 5_000, null);
                System.gc();
                if (!allRan.await(1, TimeUnit.MINUTES)) {
                    System.out.println("not found within a minute");
                }
                System.out.println("run: " + runs);
                java.lang.ref.Reference.reachabilityFence(alive);
            }
        }

        private static void collectAndSweep(CleanupRuntime runtime) throws InterruptedException {
            long before = runtime.stats().sweeps();
            while (runtime.stats().sweeps() == before) {
                System.gc();
                Thread.sleep(1);
            }
        }
    }

    /** Nothing ever dies: the handle is there and works, nothing runs by itself, and no thread waits for it. */
    @Test
    void withEpsilonTheHandleDoesNothingByItself() {
        ChildJvm.Result result = ChildJvm.run(
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC"), OnEpsilon.class, "PT0.2S");
        assertThat(result.output()).contains("by itself: 0, stopped: true, cleaned: 1, reclaimed: false, threads: 0");
        assertThat(result.exitCode()).isZero();
    }

    /** The twin: the same program on a collector that collects, where the cleanup does run by itself. */
    @Test
    void withSerialTheSameProgramDoes() {
        ChildJvm.Result result = ChildJvm.run(List.of("-XX:+UseSerialGC"), OnEpsilon.class, "PT1M");
        assertThat(result.output()).contains("by itself: 1, stopped: true, cleaned: 1, reclaimed: true, threads: ");
        assertThat(result.output()).doesNotContain("threads: 0");
        assertThat(result.exitCode()).isZero();
    }

    static final class OnEpsilon {
        public static void main(String[] args) throws Exception {
            AtomicInteger byItself = new AtomicInteger();
            AtomicInteger byHand = new AtomicInteger();
            Object alive = new Object();
            Cleanups.add(new Object(), AtomicInteger::incrementAndGet, byItself);
            Cleanup stopped = Cleanups.add(alive, AtomicInteger::incrementAndGet, byItself);
            Cleanup cleaned = Cleanups.add(alive, AtomicInteger::incrementAndGet, byHand);
            boolean reclaimed = Cleanups.runtime().reclaim(Duration.parse(args[0]));
            boolean stop = stopped.stop();
            cleaned.clean();
            cleaned.clean();
            System.out.println("by itself: " + byItself + ", stopped: " + stop + ", cleaned: " + byHand
                    + ", reclaimed: " + reclaimed + ", threads: " + threads());
            java.lang.ref.Reference.reachabilityFence(alive);
        }

        private static long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sexton-"))
                    .count();
        }
    }

    @Test
    void reclaimTimesOutWhereExplicitCollectionsAreSwitchedOff() {
        ChildJvm.Result result =
                ChildJvm.run(List.of("-XX:+UseSerialGC", "-XX:+DisableExplicitGC"), WithoutExplicitGc.class);
        assertThat(result.output()).contains("reclaimed: false");
        assertThat(result.exitCode()).isZero();
    }

    static final class WithoutExplicitGc {
        public static void main(String[] args) throws Exception {
            Cleanups.add(new Object(), () -> {});
            System.out.println("reclaimed: " + Cleanups.runtime().reclaim(Duration.ofMillis(200)));
        }
    }
}
