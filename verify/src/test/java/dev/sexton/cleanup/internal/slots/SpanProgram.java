package dev.sexton.cleanup.internal.slots;

import dev.sexton.cleanup.internal.Together;

/** The operations that can happen to one special in one span at the same time. */
public final class SpanProgram {
    private final Span span = new Span(new Counts());
    private final Special special = new LongSpecial(this, argument -> ended(), 0);

    /** How often the special has been stopped, run or taken. Under this object's monitor. */
    private int ends;

    private boolean stays;
    private boolean discarded;

    /** A slow adder adds to a span that another leaves; meanwhile the sweeper has found it empty. */
    public void addWhileDiscarded() throws InterruptedException {
        Together.run(
                // As SpanRegistry does it.
                () -> stays = span.add(special) && (span.isOpen() || special.take() == null), () -> {
                    span.retire();
                    discarded = span.discard();
                });
        if (stays && discarded) {
            throw new AssertionError("added to a span that no sweep will see");
        }
    }

    public void takeThrice() throws InterruptedException {
        if (!span.add(special)) {
            throw new AssertionError("no room in a new span");
        }
        Together.run(
                () -> {
                    if (special.stop()) {
                        ended();
                    }
                },
                special::clean,
                () -> {
                    if (special.take() != null) {
                        ended();
                    }
                });
        if (ends() != 1) {
            throw new AssertionError("ended " + ends() + " times instead of once");
        }
    }

    private synchronized void ended() {
        ends++;
    }

    private synchronized int ends() {
        return ends;
    }
}
