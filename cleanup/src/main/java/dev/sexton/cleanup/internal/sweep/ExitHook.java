package dev.sexton.cleanup.internal.sweep;

import dev.sexton.cleanup.internal.work.Privileged;
import dev.sexton.cleanup.internal.work.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cleanups that are still live when the JVM exits. Installed only while the sweeper has a thread, that is, while something
 * may be live, so that the hook does not keep an unused runtime from being collected. All methods under the sweeper's lock.
 */
final class ExitHook {
    interface Task {
        void run(long nanos) throws InterruptedException;
    }

    private final long limit;
    private final Task task;
    private @Nullable Thread hook;

    /** A limit of 0 means that nothing is to run at exit. */
    ExitHook(long limit, Task task) {
        this.limit = limit;
        this.task = task;
    }

    void install() {
        if (limit == 0 || hook != null) {
            return;
        }
        Thread thread = Threads.detached(this::run, "sexton-exit");
        try {
            Privileged.call(() -> {
                Runtime.getRuntime().addShutdownHook(thread);
                return true;
            });
            hook = thread;
        } catch (IllegalStateException exiting) {
            // Too late for a hook: cleanups that are registered while the JVM exits do not run.
        }
    }

    void remove() {
        Thread thread = hook;
        hook = null;
        if (thread != null) {
            try {
                Privileged.call(() -> Runtime.getRuntime().removeShutdownHook(thread));
            } catch (IllegalStateException exiting) {
                // It is running.
            }
        }
    }

    private void run() {
        try {
            task.run(limit);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
    }
}
