package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Engines for tests: settings with one thing changed, and a wait for what other threads will bring about. */
final class EngineFixture {
    static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private EngineFixture() {}

    static Engine.Settings settings() {
        return settings(0, null, null);
    }

    static Engine.Settings settings(int maxWorkers, ThreadFactory threads, FailureHandler handler) {
        return settings(maxWorkers, threads, handler, MINUTE);
    }

    /** The sweep interval is an hour, so that no backstop sweep can mend what a test wants to see fail. */
    static Engine.Settings settings(int maxWorkers, ThreadFactory threads, FailureHandler handler, long idleTimeout) {
        return new Engine.Settings("test", maxWorkers, threads, handler, 60 * MINUTE, idleTimeout, 0, 0, null);
    }

    /** Waits for something that other threads are about to do; fails after a minute. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + MINUTE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            Thread.sleep(1);
        }
    }
}
