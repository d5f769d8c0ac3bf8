package dev.sexton.cleanup.internal.sweep;

import dev.sexton.cleanup.internal.work.Privileged;
import dev.sexton.cleanup.internal.work.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Does what is to be done when the JVM exits: runs the cleanups that are still live, reports leaks. Installed only while the sweeper has a thread, that is, while something
 * may be live, so that the hook does not keep an unused runtime from being collected. All methods under the sweeper's lock.
 */
final class ExitHook {
    interface Task {
        void run() throws InterruptedException;
    }

    private final boolean needed;
    private final Task task;
    private @Nullable Thread hook;

    /** Does nothing, and is never installed, unless it is needed. */
    ExitHook(boolean needed, Task task) {
        this.needed = needed;
        this.task = task;
    }

    void install() {
        if (!needed || hook != null) {
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
            task.run();
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
    }
}
