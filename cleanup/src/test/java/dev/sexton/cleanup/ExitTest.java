package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Live cleanups when the JVM exits, in JVMs of their own. */
class ExitTest {
    @Test
    void whatIsLiveRunsIfAskedFor() {
        ChildJvm.Result result = ChildJvm.run(List.of(), Live.class, "run");
        assertThat(result.output().lines().filter("at exit"::equals)).hasSize(1000);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatIsLiveDoesNotRunByDefault() {
        ChildJvm.Result result = ChildJvm.run(List.of(), Live.class, "default");
        assertThat(result.output()).contains("main ends").doesNotContain("at exit");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void afterCloseNothingRunsAtExit() {
        ChildJvm.Result result = ChildJvm.run(List.of(), Live.class, "close");
        assertThat(result.output()).contains("main ends").doesNotContain("at exit");
        assertThat(result.exitCode()).isZero();
    }

    /** If nothing is ever collected, the cleanups run at the exit. */
    @Test
    void itRunsWithEpsilonToo() {
        ChildJvm.Result result =
                ChildJvm.run(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC"), Live.class, "run");
        assertThat(result.output().lines().filter("at exit"::equals)).hasSize(1000);
    }

    static final class Live {
        private static final Object ALIVE = new Object();

        public static void main(String[] args) {
            CleanupRuntime.Builder builder = CleanupRuntime.builder();
            if (!args[0].equals("default")) {
                builder.runAtExit(Duration.ofSeconds(5));
            }
            CleanupRuntime runtime = builder.build();
            for (int i = 0; i < 1000; i++) {
                runtime.add(ALIVE, System.out::println, "at exit");
            }
            if (args[0].equals("close")) {
                runtime.close();
            }
            System.out.println("main ends");
        }
    }

    /** The child ends, although an action never does: the exit waits no longer than it was told. */
    @Test
    void theExitDoesNotWaitForAnActionThatNeverReturns() {
        ChildJvm.Result result = ChildJvm.run(List.of(), NeverReturns.class);
        assertThat(result.output()).contains("began");
        assertThat(result.exitCode()).isZero();
    }

    static final class NeverReturns {
        private static final Object ALIVE = new Object();

        public static void main(String[] args) {
            CleanupRuntime runtime =
                    CleanupRuntime.builder().runAtExit(Duration.ofMillis(300)).build();
            runtime.add(ALIVE, () -> {
                System.out.println("began");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    /** An action ends the JVM while others of its runtime wait: the exit goes on, with the code that was asked for. */
    @Test
    void anActionMayEndTheJvm() {
        ChildJvm.Result result = ChildJvm.run(List.of(), Exits.class);
        assertThat(result.output()).contains("exits");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    static final class Exits {
        private static final Object ALIVE = new Object();

        public static void main(String[] args) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder()
                    .maxWorkers(1)
                    .runAtExit(Duration.ofMillis(300))
                    .build();
            runtime.add(ALIVE, () -> {});
            runtime.add(new Object(), () -> {
                System.out.println("exits");
                System.exit(3);
            });
            while (true) {
                runtime.reclaim(Duration.ofSeconds(1));
            }
        }
    }

    /** With one worker, which is the one that waits for the exit, and a limit that the test would not outlive. */
    @Test
    void theExitDoesNotWaitForTheCleanupThatCallsIt() {
        ChildJvm.Result result = ChildJvm.run(List.of(), CallsExit.class);
        assertThat(result.output()).contains("exits", "the other one ran").doesNotContain("limit");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    static final class CallsExit {
        private static final Object ALIVE = new Object();

        public static void main(String[] args) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder()
                    .maxWorkers(1)
                    .runAtExit(Duration.ofMinutes(30))
                    .build();
            runtime.add(ALIVE, System.out::println, "the other one ran");
            runtime.add(new Object(), () -> {
                System.out.println("exits");
                System.exit(3);
            });
            while (true) {
                runtime.reclaim(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void whatTheLimitCutsOffIsTold() {
        ChildJvm.Result result = ChildJvm.run(List.of(), NeverReturns.class);
        assertThat(result.output()).contains("The JVM exits before 1 cleanups of the runtime", "runAtExit, PT0.3S");
        assertThat(ChildJvm.run(List.of(), Live.class, "run").output())
                .as("the twin: nothing is cut off")
                .doesNotContain("The JVM exits before");
    }

    /** java.util.logging has been in use, and closes itself when the JVM exits. */
    @Test
    void whatFailsAtExitIsReportedThoughTheLoggersAreClosed() {
        for (int i = 0; i < 5; i++) {
            ChildJvm.Result result = ChildJvm.run(List.of(), FailsAtExit.class);
            assertThat(result.output().lines().filter(line -> line.contains("fails at exit")))
                    .hasSize(20);
        }
    }

    static final class FailsAtExit {
        private static final Object ALIVE = new Object();

        public static void main(String[] args) {
            Logger.getLogger("application").info("is in use");
            CleanupRuntime runtime =
                    CleanupRuntime.builder().runAtExit(Duration.ofSeconds(60)).build();
            for (int i = 0; i < 20; i++) {
                runtime.add(ALIVE, () -> {
                    throw new IllegalStateException("fails at exit");
                });
            }
        }
    }

    /** The first leak of a place is reported at once, the others are held back for a minute, and the JVM does not live that long. */
    @Test
    void leaksThatAreHeldBackAreReportedAtExit() {
        ChildJvm.Result result = ChildJvm.run(List.of(), LeaksBeforeExit.class);
        assertThat(result.output()).contains("leaked: 1 of 1", "leaked: 2 of 3");
        assertThat(result.exitCode()).isZero();
    }

    static final class LeaksBeforeExit {
        public static void main(String[] args) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder()
                    .reportLeaks(leak -> System.out.println("leaked: " + leak.count() + " of " + leak.total()))
                    .build();
            for (int i = 1; i <= 3; i++) {
                runtime.add(new Forgotten(), () -> {});
                int expected = i;
                Gc.until("it ran", () -> runtime.stats().executed() == expected);
                runtime.awaitIdle(Duration.ofSeconds(30));
            }
        }

        private static final class Forgotten implements AutoCloseable {
            @Override
            public void close() {}
        }
    }
}
