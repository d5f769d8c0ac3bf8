package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.internal.sweep.Sweeper;
import dev.sexton.cleanup.internal.watch.LeakReport;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.work.Threads;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an engine.
 *
 * @param name part of the threads' names
 * @param maxWorkers bound on the workers; 0 for the default
 * @param threadFactory null for the default
 * @param failureHandler null for the default
 * @param sweepInterval in nanoseconds
 * @param idleTimeout in nanoseconds
 * @param exitLimit in nanoseconds; 0 if nothing runs at exit
 * @param trackOneIn of how many registrations one records where it was made; 0 for none
 * @param leakHandler null if leaks are not reported
 */
public record Settings(
        String name,
        int maxWorkers,
        @Nullable ThreadFactory threadFactory,
        @Nullable FailureHandler failureHandler,
        long sweepInterval,
        long idleTimeout,
        long exitLimit,
        int trackOneIn,
        @Nullable Consumer<LeakReport> leakHandler) {
    WorkerPool.Config forWorkers() {
        ThreadFactory threads = threadFactory != null ? threadFactory : Threads.numbered("sexton-" + name + "-worker");
        return new WorkerPool.Config(
                threads, Objects.requireNonNullElse(failureHandler, Log::failed), maxWorkers, idleTimeout);
    }

    /** Those of the handlers that hold something, by name: the runtime holds it all the time. */
    Map<String, Object> holdingHandlers() {
        Map<String, Object> holding = new LinkedHashMap<>();
        putIfHolding(holding, "failureHandler", failureHandler);
        putIfHolding(holding, "threadFactory", threadFactory);
        putIfHolding(holding, "leakHandler", leakHandler);
        return holding;
    }

    private static void putIfHolding(Map<String, Object> holding, String name, @Nullable Object handler) {
        if (handler != null && !Captures.isNone(handler)) {
            holding.put(name, handler);
        }
    }

    Sweeper.Config forSweeper() {
        ThreadFactory threads = threadFactory != null ? threadFactory : Threads.named("sexton-" + name + "-sweeper");
        return new Sweeper.Config(name, threads, sweepInterval, idleTimeout, exitLimit);
    }
}
