package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What happens to live cleanups when the JVM exits, in JVMs of their own. */
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

    /** Where nothing is ever collected, the exit is when the cleanups run. */
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
}
