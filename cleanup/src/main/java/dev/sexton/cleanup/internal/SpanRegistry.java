package dev.sexton.cleanup.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * All spans of a runtime. Adders come in by stripes: a thread's id picks the stripe, a stripe has one current span, and a
 * special goes into that span's next empty slot. No lock, no thread-local (virtual threads come by the million), and
 * threads on different stripes write to different cache lines.
 *
 * A full span whose slots have emptied is used again: at once if its own adder finds it so, else by way of the sweeper, which
 * passes every slot anyway and leaves the spans worth reopening in `spares`. Empty spans are let go. So add/stop churn needs
 * no span beyond the stripe's own, and a few survivors per span hold that span's kilobyte only until its other slots are
 * handed out again.
 */
final class SpanRegistry {
    private final Tally tally;

    /** The current span of each stripe, null before its first use. Replaced by adders with a compare-and-set. */
    private final AtomicReferenceArray<@Nullable Span> stripes;

    private final int stripeShift;

    /** Spans the sweeper has not seen. Filled by adders before the span is theirs to fill, emptied by the sweeper. */
    private final ConcurrentLinkedQueue<Span> fresh = new ConcurrentLinkedQueue<>();

    /** Spans worth reopening, as of the last sweep. Replaced by the sweeper, consumed by adders. */
    private volatile Spares spares = new Spares(List.of());

    /** Every span the sweeper has seen and not discarded. Read and written under the sweep's lock. */
    private final ArrayList<Span> spans = new ArrayList<>();

    SpanRegistry(Tally tally) {
        this(tally, Runtime.getRuntime().availableProcessors());
    }

    SpanRegistry(Tally tally, int processors) {
        this.tally = tally;
        int bits = 32 - Integer.numberOfLeadingZeros(Math.min(64, processors) * 4 - 1);
        this.stripeShift = Integer.SIZE - bits;
        this.stripes = new AtomicReferenceArray<>(1 << bits);
    }

    /** Records the special: from its return on, a sweep finds it. Throws OutOfMemoryError, and then has recorded nothing. */
    void add(Special special) {
        tally.added.increment();
        try {
            place(special, stripe());
        } catch (Throwable noMemory) {
            tally.stopped.increment();
            throw noMemory;
        }
    }

    private void place(Special special, int stripe) {
        while (true) {
            Span span = stripes.getAcquire(stripe);
            if (span == null || !span.add(special)) {
                replace(stripe, span);
            } else if (!span.isDiscarded() || special.take() == null) {
                // The adder's half of the argument in Span: had it been discarded, the special would be out again.
                return;
            }
        }
    }

    /** Fibonacci hashing of the thread's id, which counts up by ones. */
    private int stripe() {
        return ((int) Thread.currentThread().getId() * 0x9E3779B9) >>> stripeShift;
    }

    /** Gives the stripe a span with room in place of the full one, unless another thread already has. */
    private void replace(int stripe, @Nullable Span full) {
        if (full != null && full.startAnotherLap()) {
            return;
        }
        Span spare = spares.take();
        Span next = spare != null ? spare : freshSpan();
        Span loser = stripes.compareAndSet(stripe, full, next) ? full : next;
        if (loser != null) {
            // A loser with room is offered again by the next sweep, or discarded.
            loser.retire();
        }
    }

    /** Known to the sweeper before anyone can add to it: a failure in between wastes a span and loses no special. */
    private Span freshSpan() {
        Span span = new Span(tally);
        fresh.add(span);
        return span;
    }

    /** Passes every span, lets go of empty ones and offers those worth reopening. Under the sweep's lock. */
    void sweep(Sweeper sweeper) {
        for (Span span; (span = fresh.peek()) != null; fresh.poll()) {
            spans.add(span); // may fail: until then it stays in fresh
        }
        List<Span> worthReopening = new ArrayList<>();
        int seen = 0;
        int kept = 0;
        try {
            while (seen < spans.size()) {
                Span span = spans.get(seen);
                int live = span.sweep(sweeper);
                seen++;
                if (live > 0 || !span.discard()) {
                    spans.set(kept++, span);
                    if (live <= Span.SLOTS - Span.WORTH_REOPENING) {
                        worthReopening.add(span);
                    }
                }
            }
        } finally {
            // Also when a sweep is cut short by an OutOfMemoryError: what it has not seen stays.
            while (seen < spans.size()) {
                spans.set(kept++, spans.get(seen++));
            }
            while (spans.size() > kept) {
                spans.remove(spans.size() - 1);
            }
        }
        spares = new Spares(worthReopening);
    }

    /** For diagnosis, under the sweep's lock: shows every special. */
    void forEach(Consumer<Special> visitor) {
        spans.forEach(span -> span.forEach(visitor));
        fresh.forEach(span -> span.forEach(visitor));
    }

    /** For tests and diagnosis, under the sweep's lock: the spans that memory is held for. */
    int size() {
        return spans.size() + fresh.size();
    }

    /** A list from which any thread takes the next span. Made anew by each sweep; a span may stand in an old one, too. */
    private static final class Spares {
        private final List<Span> list;
        private final AtomicInteger next = new AtomicInteger();

        Spares(List<Span> list) {
            this.list = list;
        }

        @Nullable
        Span take() {
            while (next.getPlain() < list.size()) {
                int i = next.getAndIncrement();
                // Fails if the span is still a stripe's current one, was taken from another list, or was discarded.
                if (i < list.size() && list.get(i).reopen()) {
                    return list.get(i);
                }
            }
            return null;
        }
    }
}
