package dev.sexton.cleanup.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** However a reader meets adds and the stops that follow them, fewer than none are never live. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "at times none")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "always one")
@Outcome(expect = Expect.FORBIDDEN, desc = "seen going, not seen coming")
@State
public class LiveStress {
    private static final Object REFERENT = new Object();
    private static final int TIMES = 20;

    private final Tally tally = new Tally();
    private final SpanRegistry registry = new SpanRegistry(tally);

    @Actor
    public void addAndStop() {
        for (int i = 0; i < TIMES; i++) {
            Special special = new LongSpecial(REFERENT, argument -> {}, 0);
            registry.add(special);
            if (!special.stop()) {
                throw new AssertionError("could not be stopped");
            }
        }
    }

    @Actor
    public void read(I_Result result) {
        long least = 1;
        for (int i = 0; i < TIMES; i++) {
            least = Math.min(least, tally.live());
        }
        result.r1 = (int) least;
    }
}
