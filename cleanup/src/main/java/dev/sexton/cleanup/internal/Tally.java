package dev.sexton.cleanup.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many cleanups have gone which way. A reader that wants {@code live} to be at least zero reads what has left
 * ({@code stopped}, {@code cleaned}, {@code queued}) before what has come ({@code added}): each special is counted as added
 * before it can be found, so whoever sees it gone sees it come.
 */
class Tally {
    /** Counted by adding threads, before the special is published. */
    final Count added = new Count();

    final Count stopped = new Count();
    final Count cleaned = new Count();

    /**
     * Written by whoever sweeps, under the sweep's lock, before the block it counts can be seen by a worker; so executed ≤
     * queued for a reader that reads executed first. The specials of a block that is still being filled count as live.
     */
    private volatile long queued;

    /** A count that never fails. */
    static final class Count {
        private final LongAdder adder = new LongAdder();

        /** What the adder had no memory for a cell to count in: between a special's slot and its action nothing may fail. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void queued(int more) {
        queued += more;
    }

    long queued() {
        return queued;
    }

    /** May be too high for a moment, never too low. */
    long live() {
        long gone = stopped.sum() + cleaned.sum() + queued;
        return added.sum() - gone;
    }
}
