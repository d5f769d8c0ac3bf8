package dev.sexton.cli.top;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import java.lang.ref.Reference;
import java.time.Duration;

/** What {@code top} looks into: two runtimes with known figures, or none. Lives until its input ends. */
final class TopTarget {
    private TopTarget() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            serve(arguments);
        } else {
            awaitEndOfInput();
        }
    }

    private static void serve(String[] names) throws Exception {
        Object alive = new Object();
        for (String name : names) {
            CleanupRuntime runtime = CleanupRuntime.builder()
                    .name(name)
                    .maxWorkers(1)
                    .failureHandler((cleanup, failure) -> {})
                    .sweepInterval(Duration.ofMillis(50))
                    .build();
            addDead(runtime, 5, () -> {});
            addDead(runtime, 2, () -> {
                throw new IllegalStateException("expected");
            });
            while (runtime.stats().executed() < 7) {
                if (!runtime.reclaim(Duration.ofMinutes(1))) {
                    throw new AssertionError("not reclaimed");
                }
            }
            for (int i = 0; i < 4; i++) {
                Cleanup cleanup = runtime.add(alive, () -> {});
                if (i == 0) {
                    cleanup.stop();
                }
            }
        }
        awaitEndOfInput();
        Reference.reachabilityFence(alive);
    }

    private static void addDead(CleanupRuntime runtime, int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            runtime.add(new Object(), action);
        }
    }

    private static void awaitEndOfInput() throws Exception {
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
