package dev.sexton.coroutine.internal.coro;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads advance a confined coroutine that nobody has advanced: one becomes its owner, and the other is refused for good. */
@JCStressTest
@Outcome(
        id = {"2, 0", "0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one is the owner")
@Outcome(expect = Expect.FORBIDDEN, desc = "both, or none, or one for a while")
@State
public class ConfinementStress {
    private final Confinement confinement = new Confinement();

    @Actor
    public void first(II_Result result) {
        result.r1 = enter() + enter();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = enter() + enter();
    }

    private int enter() {
        try {
            confinement.enter();
            return 1;
        } catch (IllegalStateException refused) {
            return 0;
        }
    }
}
