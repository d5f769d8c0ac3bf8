package dev.sexton.coroutine.internal.fiber;

import dev.sexton.coroutine.internal.settings.Settings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The consumers that wait for a body's thread now, and the clock that wakes those who have waited for long. */
final class WaitWatch {
    /** By the identifiers of the consumers' threads. */
    private static final Map<Long, Wait> WAITS = new ConcurrentHashMap<>();

    /** Whether a tick is scheduled, or will be by the thread that has set this. */
    private static final AtomicBoolean TICKING = new AtomicBoolean();

    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, WaitWatch::thread);

    static {
        CLOCK.setKeepAliveTime(10, TimeUnit.SECONDS);
        CLOCK.allowCoreThreadTimeOut(true);
    }

    private WaitWatch() {}

    static void add(Wait wait) {
        WAITS.put(wait.consumer().threadId(), wait);
        tickIfNeeded();
    }

    static void remove(Thread consumer) {
        WAITS.remove(consumer.threadId());
    }

    /** {@return the body's thread for which a thread waits; null if it waits for none} */
    static @Nullable Thread bodyThatIsAwaitedBy(long thread) {
        Wait wait = WAITS.get(thread);
        return wait == null ? null : wait.body();
    }

    private static void tickIfNeeded() {
        if (!TICKING.get() && TICKING.compareAndSet(false, true)) {
            schedule();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A tick catches what it throws, see there.
    private static void schedule() {
        try {
            CLOCK.schedule(WaitWatch::tick, Settings.EXAMINE_AFTER_NANOS, TimeUnit.NANOSECONDS);
        } catch (StackOverflowError | OutOfMemoryError cannotNow) {
            TICKING.set(false); // The next wait tries again.
        }
    }

    private static void tick() {
        try {
            for (Wait wait : WAITS.values()) {
                wait.wakeIfDue();
            }
        } catch (OutOfMemoryError e) {
            // Those who were not woken are due at the next tick as well.
        } finally {
            tickAgain();
        }
    }

    private static void tickAgain() {
        if (!WAITS.isEmpty()) {
            schedule();
            return;
        }
        TICKING.set(false);
        if (!WAITS.isEmpty()) {
            tickIfNeeded(); // For a wait that began meanwhile and found the clock ticking.
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = Thread.ofPlatform()
                .name("sexton-coroutine-watch")
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(task);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
