package dev.sexton.cleanup.internal.slots;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of stop, clean and the sweep exactly one takes the special out of its slot. In pairs, for machines with two processors. */
public class SlotStress {
    private static final Object REFERENT = new Object();

    /** A special in a slot, and the ways to take it out; each returns 1 if it did. */
    abstract static class InASlot {
        private final int[] runs = new int[1];
        private final Special special = new ObjectSpecial<>(REFERENT, (int[] counter) -> counter[0]++, runs);

        InASlot() {
            if (!new Span(new Counts()).add(special)) {
                throw new AssertionError("no room in a new span");
            }
        }

        int stop() {
            return special.stop() ? 1 : 0;
        }

        int clean() {
            special.clean();
            return runs[0];
        }

        int sweep() {
            return special.take() != null ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or neither")
    @State
    public static class StopAndSweep extends InASlot {
        @Actor
        public void first(II_Result result) {
            result.r1 = stop();
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = sweep();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or neither")
    @State
    public static class CleanAndSweep extends InASlot {
        @Actor
        public void first(II_Result result) {
            result.r1 = clean();
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = sweep();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or neither")
    @State
    public static class StopAndClean extends InASlot {
        @Actor
        public void first(II_Result result) {
            result.r1 = stop();
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = clean();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or neither")
    @State
    public static class StopAndStop extends InASlot {
        @Actor
        public void first(II_Result result) {
            result.r1 = stop();
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = stop();
        }
    }
}
