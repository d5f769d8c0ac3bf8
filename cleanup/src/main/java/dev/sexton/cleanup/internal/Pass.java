package dev.sexton.cleanup.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * One look at all spans that are due. The sweeper begins it, and the workers that have nothing else to do take part: each takes
 * the next span that nobody has taken.
 *
 * The sweeper puts the dead into blocks and queues these. A worker runs them on the spot: the slot's compare-and-set is all it
 * takes to own one, and the special is in its processor's cache already. This costs less than half (adr/0004). So in a large
 * pass the sweeper, once more is queued than the workers have begun with, leaves the rest to them for a while; but not for
 * long, since their actions may be slow, and the next collection needs a pass of its own.
 *
 * A worker that is stuck in an action holds up the rest of its span. So when all spans are given out, the sweeper goes through
 * those that workers still hold. Nothing is run twice, whoever comes first: the slot decides. That it misses none of them needs
 * an argument: a worker counts itself into `handing`, takes a number, shows the span, and counts itself out; the sweeper finds
 * the numbers at an end, waits for `handing` to be zero, and then looks at what is shown. All of it is volatile.
 */
final class Pass {
    /** From how many spans on it is worth a worker's while, and its wake-up: a quarter of a million specials. */
    static final int LARGE = 1024;

    /** How long, in ns, the sweeper leaves a pass to the workers before it looks again, and in total. */
    private static final long HEAD_START = 1_000_000;

    private static final long PATIENCE = 100 * HEAD_START;

    /** Who is shown the dead. */
    interface Finder {
        /** The special is still in the slot. */
        void dead(Span span, int slot, Special special);
    }

    private final Sweeper sweeper;
    private final WorkerPool pool;
    private final Tally tally;
    private final Span[] spans;

    /** How many spans have been given out; may exceed their number. */
    private final AtomicInteger next = new AtomicInteger();

    /** How many workers are taking a span at this moment. */
    private final AtomicInteger handing = new AtomicInteger();

    private long waited;

    Pass(Sweeper sweeper, WorkerPool pool, Tally tally, Span[] spans) {
        this.sweeper = sweeper;
        this.pool = pool;
        this.tally = tally;
        this.spans = spans;
    }

    int size() {
        return spans.length;
    }

    private boolean isLarge() {
        return spans.length >= LARGE;
    }

    /** Looks at all spans, with the help of the workers. For the sweeper. */
    void run() {
        Filling filling = new Filling();
        try {
            if (isLarge()) {
                pool.help(this);
            }
            for (Span span; (span = next()) != null; ) {
                span.sweep(this, filling);
                if (isLarge() && pool.isBehind()) {
                    leaveItToTheWorkers();
                }
            }
            pool.help(null);
            while (handing.get() > 0) {
                LockSupport.parkNanos(HEAD_START / 50);
            }
            for (Span span : pool.heldSpans()) {
                span.sweep(this, filling);
            }
        } finally {
            pool.help(null);
            filling.flush();
        }
    }

    private void leaveItToTheWorkers() {
        int before;
        do {
            if (waited >= PATIENCE) {
                return;
            }
            before = next.get();
            LockSupport.parkNanos(HEAD_START);
            waited += HEAD_START;
            pool.watch(System.nanoTime());
        } while (pool.isBehind() || next.get() > before);
    }

    /** Gives a worker a span to look at, if there is one left. */
    @Nullable
    Span giveTo(Worker worker) {
        handing.incrementAndGet();
        Span span = next();
        worker.show(span);
        handing.decrementAndGet();
        return span;
    }

    private @Nullable Span next() {
        // Read first, so that the number does not grow for ever.
        int i = next.get() < spans.length ? next.getAndIncrement() : spans.length;
        return i < spans.length ? spans[i] : null;
    }

    /** Whether the special is to be taken out now. */
    boolean isDue(Special special) {
        return sweeper.isDue(special);
    }

    /** Fills blocks and queues them: what the sweeper does with the dead. */
    private final class Filling implements Finder {
        private @Nullable CleanupBlock block;

        /** A pass begins with small blocks, so that a few slow cleanups spread over the workers. */
        private int capacity = CleanupBlock.SMALLEST;

        /** Takes a special out of its slot, unless somebody else was first, and into the block. */
        @Override
        public void dead(Span span, int slot, Special special) {
            CleanupBlock room = block;
            if (room == null) {
                // Before the special leaves its slot: from there on nothing may fail.
                room = block = new CleanupBlock(capacity);
            }
            if (span.take(slot, special) && room.add(special)) {
                // At once, so that a worker begins while the pass goes on.
                flush();
            }
        }

        private void flush() {
            CleanupBlock full = block;
            if (full != null) {
                block = null;
                capacity = Math.min(2 * capacity, CleanupBlock.LARGEST);
                tally.queued(full.size());
                pool.submit(full);
            }
        }
    }
}
