package dev.sexton.cleanup.internal.sweep;

import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.work.CleanupBlock;
import dev.sexton.cleanup.internal.work.SpanFeed;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * One look at all spans that are due. The sweeper begins it, and the workers that have nothing else to do take part: each takes
 * the next span of the feed.
 *
 * The sweeper puts the dead into blocks and queues these. A worker runs them on the spot: the slot's compare-and-set is all it
 * takes to own one, and the special is in its processor's cache already. This costs less than half (adr/0004). So in a large
 * pass the sweeper, once more is queued than the workers have begun with, leaves the rest to them for a while; but not for
 * long, since their actions may be slow, and the next collection needs a pass of its own.
 */
final class Pass {
    /** How long, in ns, the sweeper leaves a pass to the workers before it looks again, and in total. */
    private static final long HEAD_START = 1_000_000;

    private static final long PATIENCE = 100 * HEAD_START;

    private final WorkerPool pool;
    private final Counts counts;
    private final SpanFeed feed;

    private long waited;

    /** Takes the specials that are due out of these spans. */
    Pass(WorkerPool pool, Counts counts, Span[] spans, Predicate<Special> isDue) {
        this.pool = pool;
        this.counts = counts;
        this.feed = new SpanFeed(spans, isDue);
    }

    int size() {
        return feed.size();
    }

    private boolean isLarge() {
        return size() >= SpanRegistry.LARGE;
    }

    /** Looks at all spans, with the help of the workers. For the sweeper. */
    void run() {
        Filling filling = new Filling();
        try {
            if (isLarge()) {
                pool.offer(feed);
            }
            for (Span span; (span = feed.next()) != null; ) {
                span.sweep(feed.isDue(), filling);
                if (isLarge() && pool.isBehind()) {
                    leaveItToTheWorkers();
                }
            }
            pool.withdraw();
            for (Span span : pool.heldSpans(feed)) {
                span.sweep(feed.isDue(), filling);
            }
        } finally {
            pool.withdraw();
            filling.flush();
        }
    }

    private void leaveItToTheWorkers() {
        int before;
        do {
            if (waited >= PATIENCE) {
                return;
            }
            before = feed.given();
            LockSupport.parkNanos(HEAD_START);
            waited += HEAD_START;
            pool.watch(System.nanoTime());
        } while (pool.isBehind() || feed.given() > before);
    }

    /** Fills blocks with the dead and queues them: the sweeper's way. */
    private final class Filling implements Span.Finder {
        private @Nullable CleanupBlock block;

        /** A pass begins with small blocks, so that a few slow cleanups spread over the workers. */
        private int capacity = CleanupBlock.SMALLEST;

        /** Takes a special out of its slot, unless somebody else was first, and into the block. */
        @Override
        public void found(Span span, int slot, Special special) {
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
                counts.queued(full.size());
                pool.submit(full);
            }
        }
    }
}
