package dev.sexton.cleanup.internal.slots;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many cleanups have left their slots, and which way. How many were added is not counted: a counter would cost every add an
 * atomic operation. The number added is the number that has left plus the number that is in slots; see {@link SpanRegistry#added}.
 */
public final class Counts {
    private final Counter stopped = new Counter();
    private final Counter cleaned = new Counter();

    /**
     * Those that went into blocks, counted before a worker can see the block; so executed ≤ queued for a reader that reads
     * executed first. The specials of a block that is still being filled are counted nowhere. Workers count the specials that they
     * take out of slots themselves.
     */
    private final AtomicLong queued = new AtomicLong();

    /**
     * Stopped at the end of a stack, where nothing can be called. Two threads that are there at the same moment may count as one.
     */
    volatile long stoppedWithoutACall;

    /** Counts a cleanup that was stopped. Does not fail for lack of memory. */
    void stopped() {
        stopped.increment();
    }

    /** Counts a cleanup that was run by its handle. Does not fail for lack of memory. */
    void cleaned() {
        cleaned.increment();
    }

    /** Counts cleanups that are about to be queued. */
    public void queued(int more) {
        queued.getAndAdd(more);
    }

    /** Returns how many were stopped. */
    public long stoppedSoFar() {
        return stopped.sum() + stoppedWithoutACall;
    }

    /** Returns how many were run by their handles. */
    public long cleanedSoFar() {
        return cleaned.sum();
    }

    /** Returns how many went into blocks. */
    public long queuedSoFar() {
        return queued.get();
    }

    /** A count that does not fail for lack of memory. */
    private static final class Counter {
        private final LongAdder adder = new LongAdder();

        /** Increments for which the adder had no memory. Nothing may fail between a special's slot and its action. */
        private final AtomicLong spilled = new AtomicLong();

        void increment() {
            try {
                adder.increment();
            } catch (OutOfMemoryError noCell) {
                spilled.incrementAndGet();
            }
        }

        long sum() {
            return adder.sum() + spilled.get();
        }
    }
}
