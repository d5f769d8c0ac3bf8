package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.internal.gc.GcCycle;
import dev.sexton.cleanup.internal.sweep.Sweeper;
import dev.sexton.cleanup.internal.watch.RunObserver;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Engines for tests: settings with one thing changed, and a wait for what other threads will bring about. */
public final class EngineFixture {
    public static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** An observer that observes nothing unless the flight recorder is in use. */
    public static final RunObserver NO_OBSERVER = new RunObserver("test", null);

    private EngineFixture() {}

    public static Engine engine(Settings settings, GcCycle cycle) {
        return new Engine(settings, cycle);
    }

    public static WorkerPool pool(Settings settings) {
        return new WorkerPool(workers(settings), NO_OBSERVER);
    }

    public static WorkerPool.Config workers(Settings settings) {
        return settings.forWorkers();
    }

    public static Sweeper.Config sweeper(Settings settings) {
        return settings.forSweeper();
    }

    public static Settings settings() {
        return settings(0, null, null);
    }

    public static Settings settings(int maxWorkers, ThreadFactory threads, FailureHandler handler) {
        return settings(maxWorkers, threads, handler, MINUTE);
    }

    /** The sweep interval is an hour, so that no backstop sweep can make up for what a test wants to see fail. */
    public static Settings settings(int maxWorkers, ThreadFactory threads, FailureHandler handler, long idleTimeout) {
        return new Settings("test", maxWorkers, threads, handler, 60 * MINUTE, idleTimeout, 0, 0, null);
    }

    /** Waits for something that other threads are about to do; fails after a minute. */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + MINUTE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            Thread.sleep(1);
        }
    }
}
