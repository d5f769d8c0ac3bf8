package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * The spans of one pass. Each is given to whoever asks next: the sweeper, or a worker that has nothing else to do.
 *
 * A worker that is stuck in an action holds up the rest of its span. So the sweeper, when all spans are given out, looks through
 * those that workers still hold; nothing is run twice, since the slot decides. That it misses none of them needs an argument: a
 * worker begins a hand-over, takes a span, makes it visible, and ends the hand-over; the sweeper finds no span left, waits until
 * no hand-over is under way, and then looks at the spans that workers hold. All of it is volatile.
 */
/** The spans of one pass, given out one by one. */
public final class SpanFeed {
    private final Span[] spans;
    private final Predicate<Special> isDue;

    /** How many spans have been given out; may exceed their number. */
    private final AtomicInteger next = new AtomicInteger();

    /** How many workers are taking a span at this moment. */
    private final AtomicInteger handOvers = new AtomicInteger();

    /** Makes a feed of these spans, in which the specials that are due are to be taken out. */
    public SpanFeed(Span[] spans, Predicate<Special> isDue) {
        this.spans = spans;
        this.isDue = isDue;
    }

    /** Returns which specials are to be taken out of their slots. */
    public Predicate<Special> isDue() {
        return isDue;
    }

    /** Returns how many spans there are in all. */
    public int size() {
        return spans.length;
    }

    /** Returns about how many spans have been given out. */
    public int given() {
        return next.get();
    }

    /** Gives out the next span, null if none is left. */
    public @Nullable Span next() {
        // Read first, so that the number does not grow forever.
        int i = next.get() < spans.length ? next.getAndIncrement() : spans.length;
        return i < spans.length ? spans[i] : null;
    }

    void beginHandOver() {
        handOvers.incrementAndGet();
    }

    void endHandOver() {
        handOvers.decrementAndGet();
    }

    boolean isHandingOver() {
        return handOvers.get() > 0;
    }
}
