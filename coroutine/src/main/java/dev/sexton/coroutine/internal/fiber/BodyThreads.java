package dev.sexton.coroutine.internal.fiber;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads on which bodies run. */
final class BodyThreads {
    /*
     * A body gets a thread of its consumer's kind. A platform thread waits for a body on a platform thread: that one needs no carrier,
     * which other virtual threads may all occupy; it parks however deep its stack is; and the JVM tells for which lock it waits, and
     * who holds that (see Deadlock). But an operating system bears some thousands of them, and nobody would expect suspended
     * coroutines to be that expensive. So beyond some number at a time, and if the operating system refuses, it is a virtual
     * thread all the same.
     */

    /** How many platform threads there are at most at a time. */
    static final int MOST_PLATFORM_THREADS = 1_000;

    private static final String NAME = "sexton-coroutine";

    private static final AtomicInteger PLATFORM_THREADS = new AtomicInteger();

    private BodyThreads() {}

    /** Makes a thread for a body whose first consumer is the current thread. */
    static Thread unstarted(Runnable task) {
        if (Thread.currentThread().isVirtual() || !takePlatformThread()) {
            return virtual(task);
        }
        return Thread.ofPlatform().name(NAME).daemon().unstarted(() -> {
            try {
                task.run();
            } finally {
                PLATFORM_THREADS.decrementAndGet();
            }
        });
    }

    /** Makes a virtual thread if the other is a platform thread, which could not be started; otherwise throws the reason. */
    static Thread insteadOf(Thread other, Runnable task, OutOfMemoryError reason) {
        if (other.isVirtual()) {
            throw reason;
        }
        PLATFORM_THREADS.decrementAndGet();
        return virtual(task);
    }

    private static Thread virtual(Runnable task) {
        return Thread.ofVirtual().name(NAME).unstarted(task);
    }

    private static boolean takePlatformThread() {
        if (PLATFORM_THREADS.incrementAndGet() <= MOST_PLATFORM_THREADS) {
            return true;
        }
        PLATFORM_THREADS.decrementAndGet();
        return false;
    }
}
