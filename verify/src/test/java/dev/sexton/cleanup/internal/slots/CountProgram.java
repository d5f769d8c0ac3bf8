package dev.sexton.cleanup.internal.slots;

import dev.sexton.cleanup.internal.Together;

/** An adder takes its special back out of a span that another has left, and goes elsewhere; meanwhile somebody counts. */
public final class CountProgram {
    private final SpanRegistry registry = new SpanRegistry(new Counts(), 1);

    public void countWhileOneMoves() throws InterruptedException {
        int come = 0;
        for (Span like = new Span(new Counts()); like.add(special()); ) {
            come++;
        }
        for (int i = 1; i < come; i++) {
            add();
        }
        come++;
        // One has room, the other has not.
        Together.run(this::add, () -> {
            add();
            registry.added(0);
        });
        // It says the most that it has ever said.
        long added = registry.added(0);
        if (added != come) {
            throw new AssertionError(added + " are said to have come, instead of " + come);
        }
    }

    private void add() {
        registry.add(special());
    }

    private Special special() {
        return new LongSpecial(this, argument -> {}, 0);
    }
}
