package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code reclaim} says when old objects have died, in JVMs that collect on request, or otherwise, or not at all. */
class ReclaimTest {
    @ParameterizedTest
    @CsvSource({
        "-XX:+UseSerialGC, 1000",
        "-XX:+UseG1GC, 1000",
        "-XX:+UseParallelGC, 1000",
    })
    void itIsTrueOnceAllHaveRun(String flags, String count) {
        assertThat(run(flags, count)).contains("true with " + count + " of " + count);
    }

    /** Young collections pass by and prove nothing. */
    @ParameterizedTest
    @CsvSource({
        "-XX:+UseSerialGC -XX:+DisableExplicitGC, 1000",
        "-XX:+UseG1GC -XX:+DisableExplicitGC, 1000",
        "-XX:+UseParallelGC -XX:+DisableExplicitGC, 1000",
        "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent, 400000",
    })
    void itIsNotTrueOtherwise(String flags, String count) {
        String output = run(flags, count);
        assertThat(output)
                .matches(text -> text.contains("false with ") || text.contains("true with " + count + " of " + count));
    }

    private static String run(String flags, String count) {
        ChildJvm.Result result = ChildJvm.run(List.of(("-Xmn8m " + flags).split(" ", -1)), Dying.class, count);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    static final class Dying {
        private static final AtomicInteger RUNS = new AtomicInteger();

        @SuppressWarnings("UnusedVariable") // so that no compiler does without the objects
        private static volatile Object garbage;

        private static volatile boolean over;

        public static void main(String[] args) throws Exception {
            int count = Integer.parseInt(args[0]);
            CleanupRuntime runtime = CleanupRuntime.builder().name("dying").build();
            Object[] objects = new Object[count];
            for (int i = 0; i < count; i++) {
                objects[i] = new Object();
                runtime.add(objects[i], AtomicInteger::incrementAndGet, RUNS);
            }
            for (int i = 0; i < 40_000; i++) {
                garbage = new byte[10_000]; // some fifty young collections: the objects are old
            }
            objects = null;
            Thread young = new Thread(() -> {
                while (!over) {
                    garbage = new byte[1000];
                }
            });
            young.start();
            boolean reclaimed = runtime.reclaim(Duration.ofSeconds(args[0].equals("1000") ? 3 : 20));
            System.out.println(reclaimed + " with " + RUNS + " of " + count);
            over = true;
        }
    }
}
