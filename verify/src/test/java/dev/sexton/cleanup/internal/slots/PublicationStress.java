package dev.sexton.cleanup.internal.slots;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whoever finds a special in its slot sees what the adder has written: where it is, its action, and what the argument holds. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not found yet")
@Outcome(id = "1, 42", expect = Expect.ACCEPTABLE, desc = "found, taken and run with its argument")
@Outcome(expect = Expect.FORBIDDEN, desc = "found, but not all of it was there")
@State
public class PublicationStress {
    private static final Object REFERENT = new Object();

    private final Span span = new Span(new Counts());
    private final Finder finder = new Finder();

    /** Written by the action, in the sweeping thread. */
    private int seen;

    /** Its field is plain: what a thread did before add happens-before the action. */
    private static final class Argument {
        private int value;
    }

    /** Runs at once what it finds. */
    private static final class Finder implements Span.Finder {
        private int taken;

        @Override
        public void found(Span span, int slot, Special special) {
            special.run();
            taken = special.take() != null ? 1 : -1;
        }
    }

    @Actor
    public void add() {
        Argument argument = new Argument();
        argument.value = 42;
        if (!span.add(new ObjectSpecial<>(REFERENT, (Argument given) -> seen = given.value, argument))) {
            throw new AssertionError("no room in a new span");
        }
    }

    @Actor
    public void sweep(II_Result result) {
        for (int look = 0; look < 8 && finder.taken == 0; look++) {
            span.sweep(special -> true, finder);
        }
        result.r1 = finder.taken;
        result.r2 = seen;
    }
}
