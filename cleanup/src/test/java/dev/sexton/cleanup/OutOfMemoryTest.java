package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A heap that is full again and again while cleanups are registered, found and run. */
class OutOfMemoryTest {
    @Test
    void whatWasRegisteredRunsOnceAndWhatFailedDoesNot() {
        ChildJvm.Result result = ChildJvm.run(List.of("-Xmx24m", "-XX:+UseSerialGC"), Crowded.class);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("all ran once");
    }

    /** A class that fails to be initialized for lack of memory is lost for good: so none is left to be when an object dies. */
    @Test
    void betweenADeathAndItsActionNoClassOfTheLibraryIsLoaded() {
        ChildJvm.Result result = ChildJvm.run(List.of("-Xlog:class+load"), Late.class);
        String output = result.output();
        assertThat(result.exitCode()).isZero();
        assertThat(output).as("the twin: before that, they are").contains("dev.sexton.cleanup.internal.work.Worker ");
        String late = output.substring(output.indexOf("registered"));
        assertThat(late).contains("ran").doesNotContain("dev.sexton.cleanup.internal");
    }

    static final class Late {
        private static final Object ALIVE = new Object();
        private static final AtomicInteger RUNS = new AtomicInteger();

        public static void main(String[] args) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder().build();
            runtime.add(ALIVE, () -> {});
            runtime.add(new Object(), RUNS::incrementAndGet);
            while (runtime.stats().sweeps() == 0) {
                Thread.sleep(1);
            }
            System.out.println("registered");
            while (RUNS.get() == 0) {
                System.gc();
                Thread.sleep(10);
            }
            System.out.println("ran");
            System.exit(0);
        }
    }

    /**
     * The sweeper's and the workers' threads come across a full heap all the time, and so do those who log what they throw. Once there is
     * memory again, they go on by themselves: nothing is added and nobody asks for a sweep.
     */
    @ParameterizedTest
    @CsvSource({"-XX:+UseSerialGC, quiet", "-XX:+UseSerialGC, failing", "-XX:+UseG1GC, quiet"})
    void theThreadsSurviveAHeapThatIsFullForSeconds(String collector, String actions) {
        ChildJvm.Result result = ChildJvm.run(List.of("-Xmx24m", collector), Full.class, actions);
        assertThat(result.output()).contains("all ran by themselves");
        assertThat(result.exitCode()).isZero();
    }

    static final class Full {
        private static final int EACH = 2000;
        private static final AtomicInteger RUNS = new AtomicInteger();
        private static final List<Object> ALIVE = new ArrayList<>(EACH);

        private static final Object[] EMPTY = {};

        /** Reached from here, so that no compiler does without it. */
        private static Object[] crowd = EMPTY;

        public static void main(String[] args) throws Exception {
            boolean failing = args[0].equals("failing");
            CleanupRuntime.Builder builder = CleanupRuntime.builder().name("full");
            CleanupRuntime runtime = failing ? builder.reportLeaks().build() : builder.build();
            for (int round = 1; round <= 2; round++) {
                for (int i = 0; i < EACH; i++) {
                    AutoCloseable object = new Resource();
                    ALIVE.add(object);
                    runtime.add(object, failing ? Full::countAndFail : Full::count, "argument");
                }
                if (failing) {
                    ALIVE.clear(); // so that it happens while the heap is full
                }
                fill(System.nanoTime() + Duration.ofSeconds(3).toNanos());
                ALIVE.clear();
                awaitRuns(
                        round * EACH, System.nanoTime() + Duration.ofSeconds(60).toNanos());
            }
            System.out.println("all ran by themselves");
            System.exit(0);
        }

        private static final class Resource implements AutoCloseable {
            @Override
            public void close() {}
        }

        private static void count(String argument) {
            RUNS.incrementAndGet();
        }

        private static void countAndFail(String argument) {
            count(argument);
            throw new IllegalStateException("as intended");
        }

        /** Takes whatever memory there is, in ever smaller pieces, and again what others give back. */
        private static void fill(long until) {
            int length = 1 << 14;
            while (System.nanoTime() < until) {
                try {
                    Object[] more = new Object[length];
                    more[0] = crowd;
                    crowd = more;
                } catch (OutOfMemoryError full) {
                    length = Math.max(1, length / 2);
                }
            }
            crowd = EMPTY;
            System.gc();
        }

        private static void awaitRuns(int count, long deadline) throws InterruptedException {
            while (RUNS.get() < count) {
                if (System.nanoTime() > deadline) {
                    System.out.println(RUNS.get() + " of " + count + " ran");
                    System.exit(1);
                }
                System.gc();
                Thread.sleep(10);
            }
        }
    }

    static final class Crowded {
        private static final int MOST = 200_000;

        public static void main(String[] args) throws Exception {
            AtomicIntegerArray runs = new AtomicIntegerArray(MOST);
            LongConsumer action = i -> runs.incrementAndGet((int) i);
            CleanupRuntime runtime = CleanupRuntime.builder().name("crowded").build();
            boolean[] registered = new boolean[MOST];
            int refused = 0;
            Object[] crowd = null;
            for (int i = 0; i < MOST; i++) {
                try {
                    if (i % 2 == 0) {
                        crowd = new Object[] {crowd, new byte[1024]};
                    }
                    runtime.add(new Object(), action, i);
                    registered[i] = true;
                } catch (OutOfMemoryError full) {
                    crowd = null;
                    refused++;
                }
            }
            crowd = null;
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (runtime.stats().live() > 0 && System.nanoTime() < deadline) {
                runtime.reclaim(Duration.ofSeconds(10));
            }
            List<Integer> wrong = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                if (runs.get(i) != (registered[i] ? 1 : 0)) {
                    wrong.add(i);
                }
            }
            System.out.println(
                    wrong.isEmpty() ? "all ran once" : "wrong: " + wrong.size() + " of " + MOST + ": " + wrong.get(0));
            System.out.println("refused " + refused + ", " + runtime.stats());
            System.exit(wrong.isEmpty() && refused > 0 ? 0 : 1);
        }
    }
}
