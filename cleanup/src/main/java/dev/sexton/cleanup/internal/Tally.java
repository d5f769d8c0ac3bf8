package dev.sexton.cleanup.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many cleanups have gone which way. How many have come is not counted: a counter would cost every add an atomic operation.
 * Those that have come are those that have gone and those that are in slots; see {@link Engine#stats}.
 */
final class Tally {
    final Count stopped = new Count();
    final Count cleaned = new Count();

    /**
     * Those that went into blocks, counted before a worker can see the block; so executed ≤ queued for a reader that reads
     * executed first. The specials of a block that is still being filled are counted nowhere. What workers take out of slots
     * themselves they count themselves.
     */
    private final AtomicLong queued = new AtomicLong();

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

    void queued(int more) {
        queued.getAndAdd(more);
    }

    long queued() {
        return queued.get();
    }
}
