package dev.sexton.cleanup.internal.slots;

import dev.sexton.cleanup.internal.slots.Span.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * All spans of a runtime. Adders come in by stripes: a thread's id picks the stripe, a stripe has one current span, and a
 * special goes into that span's next empty slot. No lock, no thread-local (virtual threads come by the million), and
 * threads on different stripes write to different cache lines.
 *
 * A full span whose slots have emptied is used again: at once if its own adder finds it so, else through the sweeper, which looks
 * at every slot anyway and leaves the spans worth reopening in `spares`. Empty spans are let go. So add/stop churn needs
 * no span beyond the stripe's own, and a few survivors per span hold that span's kilobyte only until its other slots are
 * handed out again.
 */
/** All spans of a runtime: adders find slots here, and the sweeper finds the spans to look at. */
public class SpanRegistry {
    /** From how many spans on a pass is worth the workers' help: a quarter of a million specials. */
    public static final int LARGE = 1024;

    /**
     * After how many collections in a row that found it FULL a span holds old objects only: 15 are the most that an object can
     * live through and be young (it has four bits for its age), the 16th makes it old. One more, since the first may have
     * ended before the span was looked at.
     */
    public static final int OLD_AGE = 17;

    private final Counts counts;

    /** The current span of each stripe, null before its first use. Replaced by adders with a compare-and-set. */
    private final AtomicReferenceArray<@Nullable Span> stripes;

    private final int stripeShift;

    /** Spans that have come into use, new or again, since the last pass began. Filled by adders before anyone adds to the span. */
    private final ConcurrentLinkedQueue<Span> fresh = new ConcurrentLinkedQueue<>();

    /** Spans worth reopening, as of the last pass. Replaced at its end, consumed by adders. */
    private volatile Spares youngSpares = new Spares(List.of());

    /** As of the last pass that saw the old spans, too. */
    private volatile Spares oldSpares = new Spares(List.of());

    /*
     * The spans that are known to the sweeper and not discarded. A span says in which of the two lists it belongs, and stands in
     * that one once; only when an old span is used again does it belong to the young ones while it also still stands among the old
     * ones, until the pass ends. All under this object's lock.
     *
     *     NONE ──begin()──▶ YOUNG ──end(): old enough──▶ OLD
     *      ▲                 │ ▲                         │ │
     *      ├──end(): empty───┘ └──begin(): used again────┘ │
     *      └──end(): empty─────────────────────────────────┘
     */

    /** Spans that may hold young objects. */
    private final ArrayList<Span> young = new ArrayList<>();

    /** Spans that hold old objects only, and perhaps some that belong to the young ones by now. */
    private final ArrayList<Span> old = new ArrayList<>();

    /** Whether there are some of the latter. */
    private boolean usedAgain;

    /** A span in which something live was last found: most likely there still is. Under this object's lock. */
    private @Nullable Span lastFoundLive;

    /** How often an adder has taken its special back out of a span that others had left. */
    private final AtomicInteger withdrawn = new AtomicInteger();

    /**
     * Whether there is a sweeper. Written by the sweeper; read by adders before, and again after, they publish a special. A field of this
     * class, since after that they must not call anything.
     */
    private volatile boolean swept;

    /** The highest number that {@link #added(long)} has returned. Under this object's lock. */
    private long added;

    /** Makes a registry with stripes for the machine's processors. */
    public SpanRegistry(Counts counts) {
        this(counts, Runtime.getRuntime().availableProcessors());
    }

    /** Makes a registry with stripes for that many processors. */
    public SpanRegistry(Counts counts, int processors) {
        this.counts = counts;
        int bits = 32 - Integer.numberOfLeadingZeros(Math.min(64, processors) * 4 - 1);
        this.stripeShift = Integer.SIZE - bits;
        this.stripes = new AtomicReferenceArray<>(1 << bits);
        // Links the code that takes a special out of its slot: here a failure to do so loses none.
        Special rehearsal = new LongSpecial(this, argument -> {}, 0);
        new Span(counts).add(rehearsal);
        rehearsal.take();
    }

    /** Returns whether there is a sweeper that will find what is added. */
    public boolean isSwept() {
        return swept;
    }

    /** Sets whether there is a sweeper. One that ends says so first, and then looks whether the registry is empty. */
    public void sweptFromNowOn(boolean swept) {
        this.swept = swept;
    }

    /**
     * Records the special: from its return on, a sweep finds it. If it throws, for lack of memory or at the end of the stack, then it has
     * recorded nothing.
     *
     * @return whether there is a sweeper; if not, the caller starts one
     */
    public boolean add(Special special) {
        int stripe = stripe();
        while (true) {
            Span span = stripes.getAcquire(stripe);
            if (span == null || !span.add(special)) {
                replace(stripe, span);
            } else if (span.state == Span.OPEN || special.take() == null) {
                // The adder's half of the argument in Span: had the span been left, the special would be out again.
                return swept;
            } else {
                withdrawn.incrementAndGet(); // before it is anywhere else
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
        Span next = openSpan();
        Span loser = next;
        try {
            // Known to the sweeper before anyone can add to it, also if it is used again: it may stand among the old
            // ones.
            fresh.add(next);
            loser = stripes.compareAndSet(stripe, full, next) ? full : next;
        } finally {
            if (loser != null) {
                // OPEN → FULL. Nothing is called here: the stack may have come to its end. A loser with room is offered
                // again
                // by the next sweep, or discarded.
                loser.fullSince = Span.UNKNOWN;
                loser.state = Span.FULL;
            }
        }
    }

    private Span openSpan() {
        Span span = youngSpares.take();
        if (span == null) {
            span = oldSpares.take();
        }
        return span != null ? span : new Span(counts);
    }

    /**
     * Begins a pass. Not to be called while another is under way.
     *
     * @param oldToo whether objects that are old can have died
     * @return the spans to look at
     */
    public synchronized Span[] begin(boolean oldToo) {
        for (Span span; (span = fresh.peek()) != null; fresh.remove()) {
            if (span.listing() != Listing.YOUNG) {
                young.add(span); // may fail: until then it stays in fresh
                usedAgain |= span.listing() == Listing.OLD;
                span.list(Listing.YOUNG);
            }
        }
        return (oldToo ? listed() : young.stream()).toArray(Span[]::new);
    }

    /**
     * Ends a pass that has looked at all of its spans.
     *
     * @param collection the number of the collection that it has followed
     */
    public synchronized void end(boolean oldToo, int collection) {
        // First, so that nothing fails half-way: neither the decisions nor the moves allocate.
        old.ensureCapacity(old.size() + young.size());
        if (oldToo) {
            letGoOfEmptyOldSpans();
        }
        if (oldToo || usedAgain) {
            keepOnly(Listing.OLD, old);
            usedAgain = false;
        }
        judgeYoungSpans(collection);
        keepOnly(Listing.YOUNG, young);
        if (oldToo) {
            oldSpares = new Spares(withRoom(old));
        }
        youngSpares = new Spares(withRoom(young));
    }

    private void letGoOfEmptyOldSpans() {
        for (int i = 0; i < old.size(); i++) {
            Span span = old.get(i);
            if (span.listing() == Listing.OLD && span.isDiscardedIfEmpty()) {
                span.list(Listing.NONE);
            }
        }
    }

    /** Each of them stays, becomes old, or is let go. No entry of a young span is left among the old ones by now. */
    private void judgeYoungSpans(int collection) {
        for (int i = 0; i < young.size(); i++) {
            Span span = young.get(i);
            if (span.isDiscardedIfEmpty()) {
                span.list(Listing.NONE);
            } else if (span.isOld(collection, OLD_AGE)) {
                span.list(Listing.OLD);
                old.add(span);
            }
        }
    }

    /** Removes the spans that no longer belong to the list. */
    private static void keepOnly(Listing listing, List<Span> spans) {
        int kept = 0;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.listing() == listing) {
                spans.set(kept++, span);
            }
        }
        while (spans.size() > kept) {
            spans.remove(spans.size() - 1);
        }
    }

    private static List<Span> withRoom(List<Span> spans) {
        return spans.stream().filter(Span::hasRoom).toList();
    }

    /** For diagnosis: passes every special to the visitor. */
    public synchronized void forEach(Consumer<Special> visitor) {
        spans().forEach(span -> span.forEach(visitor));
    }

    /** Returns whether enough may die at once that the workers had better take part in the sweep. */
    public synchronized boolean isLarge() {
        return young.size() + old.size() >= LARGE;
    }

    /** Returns whether nothing is live. */
    public synchronized boolean isEmpty() {
        if (lastFoundLive == null || lastFoundLive.isEmpty()) {
            lastFoundLive = spans().filter(span -> !span.isEmpty()).findFirst().orElse(null);
        }
        return lastFoundLive == null;
    }

    /**
     * Returns how many were added so far, by counting those that are there: some 100 ns a span.
     *
     * @param gone how many have left their slots, read before this call; so a special that leaves meanwhile is missed rather than
     *     counted twice, and the highest result so far is never too high
     */
    public synchronized long added(long gone) {
        added = Math.max(added, gone);
        int before;
        do {
            before = withdrawn.get();
            long there = spans().mapToLong(Span::count).sum();
            if (withdrawn.get() == before) {
                added = Math.max(added, gone + there);
            }
        } while (withdrawn.get() != before); // a special that moved may have been counted twice; hardly ever
        return added;
    }

    /** Each span once. */
    private Stream<Span> spans() {
        return Stream.concat(listed(), fresh.stream().filter(span -> span.listing() == Listing.NONE));
    }

    /** Each span that is in a list, once. */
    private Stream<Span> listed() {
        return Stream.concat(young.stream(), old.stream().filter(span -> span.listing() == Listing.OLD));
    }

    /** For tests and diagnosis: returns the number of spans that memory is held for. */
    public synchronized int size() {
        return (int) spans().count();
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
                Span span = i < list.size() ? list.get(i) : null;
                // Fails if the span is still a stripe's current one, was taken from another list, or was discarded.
                if (span != null && span.reopen()) {
                    return span;
                }
            }
            return null;
        }
    }
}
