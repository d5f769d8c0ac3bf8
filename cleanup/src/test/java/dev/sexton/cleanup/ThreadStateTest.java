package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No change that an action makes to its thread reaches the next action. */
class ThreadStateTest {
    @Test
    void eachActionStartsFromTheSameThreadState() {
        List<String> flags =
                Runtime.version().feature() < 24 ? List.of() : List.of("--add-opens=java.base/java.lang=ALL-UNNAMED");
        ChildJvm.Result result = ChildJvm.run(flags, Altering.class);
        assertThat(result.output()).contains("all alike: [").doesNotContain("WARNING");
        assertThat(result.exitCode()).isZero();
    }

    static final class Altering {
        private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
        private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
        private static final List<String> SEEN = new ArrayList<>();

        public static void main(String[] args) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder().maxWorkers(1).build();
            for (int i = 0; i < 20; i++) {
                runtime.add(new Object(), Altering::lookAndAlter);
            }
            while (runtime.stats().live() > 0) {
                runtime.reclaim(Duration.ofSeconds(10));
            }
            boolean alike = SEEN.size() == 20
                    && SEEN.stream().distinct().count() == 1
                    && SEEN.get(0).contains("worker");
            System.out.println((alike ? "all alike: " : "different: ") + SEEN);
        }

        @SuppressWarnings("ThreadPriorityCheck")
        private static void lookAndAlter() {
            Thread current = Thread.currentThread();
            SEEN.add(current.getName() + " " + current.getPriority() + " " + current.getContextClassLoader() + " "
                    + current.getUncaughtExceptionHandler().getClass() + " " + LOCAL.get() + " " + INHERITABLE.get()
                    + " "
                    + current.isInterrupted());
            current.setName("altered");
            current.setPriority(Thread.MAX_PRIORITY);
            current.setContextClassLoader(new URLClassLoader(new URL[0]));
            current.setUncaughtExceptionHandler((thread, failure) -> {});
            LOCAL.set("set");
            INHERITABLE.set("set");
            current.interrupt();
        }
    }
}
