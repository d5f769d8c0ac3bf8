package dev.sexton.cleanup.internal.slots;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A special is added to a span while the sweeper lets go of it: one of the two must notice the other. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "added, and the span is kept")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "discarded, and the adder goes elsewhere")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both gave way")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "added to a span that no sweep will see")
@State
public class DiscardStress {
    private static final Object REFERENT = new Object();

    private final Span span = new Span(new Counts());
    private final Special special = new LongSpecial(REFERENT, argument -> {}, 0);

    /** As SpanRegistry does it. */
    @Actor
    public void add(II_Result result) {
        boolean stays = span.add(special) && (span.isOpen() || special.take() == null);
        result.r1 = stays ? 1 : 0;
    }

    @Actor
    public void discard(II_Result result) {
        span.retire();
        result.r2 = span.discard() ? 1 : 0;
    }
}
