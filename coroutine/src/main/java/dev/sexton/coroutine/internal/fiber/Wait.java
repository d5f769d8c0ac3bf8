package dev.sexton.coroutine.internal.fiber;

import dev.sexton.coroutine.internal.settings.Settings;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One wait of a consumer for a body's thread. */
final class Wait {
    /*
     * A wait is examined after a second, say, and each time that it has become twice as long: the consumer does it itself, since it is
     * the one that may have to throw. WaitWatch wakes it for that; so the wait needs no time limit of its own, which would cost
     * virtual threads a timer each time.
     */

    private final Runnable wake;
    private final Thread consumer;
    private final Thread body;
    private final long begin = System.nanoTime();

    /** When to examine next, in ns after {@link #begin}. Written by the consumer, read by WaitWatch, which may see an old one. */
    private volatile long due = Settings.EXAMINE_AFTER_NANOS;

    private boolean warned;

    /**
     * Creates a wait that begins now.
     *
     * @param wake wakes the consumer, by whichever thread it is called
     * @param consumer the thread that waits
     * @param body the thread for which it waits
     */
    Wait(Runnable wake, Thread consumer, Thread body) {
        this.wake = wake;
        this.consumer = consumer;
        this.body = body;
    }

    Thread consumer() {
        return consumer;
    }

    Thread body() {
        return body;
    }

    boolean isDue() {
        return System.nanoTime() - begin >= due;
    }

    void wakeIfDue() {
        if (isDue()) {
            wake.run();
        }
    }

    /**
     * {@return why the wait will never end; null if it can end, as far as one can tell}
     *
     * @param awaited the body's thread for which a thread waits, given by its identifier; null if it waits for none
     */
    @Nullable
    String examine(LongFunction<@Nullable Thread> awaited) {
        try {
            due = Math.multiplyExact(due, 2);
            if (!body.isAlive()) {
                return "the thread of the body has ended without giving control back";
            }
            warnOfVirtualThread();
            return new Deadlock(consumer, body, awaited).find();
        } catch (StackOverflowError | OutOfMemoryError | LinkageError cannotTell) {
            // At the end of the stack or the heap, or without the module java.management: the wait goes on as it is.
            return null;
        }
    }

    /** The JVM does not tell for which lock a virtual thread waits, and who owns it. */
    private void warnOfVirtualThread() {
        String problem = warned || !body.isVirtual() ? null : problemOfVirtualThread();
        if (problem != null) {
            warned = true;
            System.getLogger("dev.sexton.coroutine")
                    .log(
                            Level.WARNING,
                            consumer + " has waited for " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)
                                    + " ms for the body of a coroutine, " + body + ", which " + problem);
        }
    }

    private @Nullable String problemOfVirtualThread() {
        Thread.State state = body.getState();
        if (state == Thread.State.BLOCKED) {
            return "waits for a monitor" + place()
                    + ". If its consumer holds that, both wait forever: release it before" + " you advance";
        }
        if (LockSupport.getBlocker(body) instanceof AbstractOwnableSynchronizer lock) {
            return "waits for a lock, " + lock + "," + place()
                    + ". If its consumer holds that, both wait forever: release it" + " before you advance";
        }
        if (state == Thread.State.RUNNABLE && body.toString().indexOf('@') < 0) {
            return "has no carrier: all are busy or pinned. Raise -Djdk.virtualThreadScheduler.parallelism, or do not"
                    + " wait on pinned threads";
        }
        return null;
    }

    private String place() {
        StackTraceElement[] stack = body.getStackTrace();
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().startsWith("java.")) {
                return " at " + frame;
            }
        }
        return "";
    }
}
