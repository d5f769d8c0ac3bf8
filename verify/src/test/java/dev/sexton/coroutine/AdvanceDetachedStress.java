package dev.sexton.coroutine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads advance a detached pull of two values: two advances succeed, and who comes while the other is in is refused. */
@JCStressTest
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one at a time; the second was refused")
@Outcome(
        id = {"1, 1, -1"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "both at once, or neither")
@State
public class AdvanceDetachedStress {
    private final Pull<Integer> pull = Pull.detached(out -> {
        if (out.yield(1)) {
            out.yield(2);
        }
    });

    @Actor
    public void first(III_Result result) {
        result.r1 = advance();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = advance();
    }

    private int advance() {
        try {
            return pull.advance() ? 1 : -1;
        } catch (IllegalStateException refused) {
            return 0;
        }
    }

    @Arbiter
    public void whatIsLeft(III_Result result) {
        result.r3 = advance();
        pull.close();
    }
}
