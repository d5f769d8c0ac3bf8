package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A heap that is full again and again while cleanups are registered, found and run. */
class OutOfMemoryTest {
    @Test
    void whatWasRegisteredRunsOnceAndWhatFailedDoesNot() {
        ChildJvm.Result result = ChildJvm.run(List.of("-Xmx24m", "-XX:+UseSerialGC"), Crowded.class);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("all ran once");
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
