package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.Interleavings.Program;
import dev.sexton.verify.ChildJvm;
import dev.sexton.verify.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lincheck finds nothing wrong with the engine, and finds out each of its twins. */
class InterleavingsTest {
    /** Tens of thousands of interleavings take a busy machine this long. */
    private static final int LIMIT_SECONDS = 3600;

    /** For a bug: Lincheck stops as soon as it has shown. */
    private static final int ENOUGH = 20_000;

    @Test
    void runsOnTheJdkTheBuildNames() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("sexton.verify.jdk"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWith(Program program, @TempDir Path directory) throws Exception {
        int invocations = Integer.getInteger("sexton.verify.interleavings");
        ChildJvm.Result result = check(program, invocations, compile(smaller(program), directory));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Lincheck takes a loop of more than fifty laps for an endless one. */
    private static final Twin SMALL_SPAN = new Twin("a span of four slots", "Span.java", "SLOTS = 256", "SLOTS = 4");

    private static final Twin ONE_STRIPE = new Twin(
            "one stripe for all threads",
            "SpanRegistry.java",
            "return ((int) Thread.currentThread().getId() * 0x9E3779B9) >>> stripeShift;",
            "return 0;");

    /** Lincheck takes more than twenty calls of a method by itself for an endless loop. */
    private static final Twin SHALLOW = new Twin(
            "room for one call",
            "StackRoom.java",
            "descend(calls, 0, 0, 0, 0, 0, 0, 0, 0);",
            "descend(1, 0, 0, 0, 0, 0, 0, 0, 0);");

    /** The alteration makes the program small enough; the engine is as good as the other. */
    private static List<Twin> smaller(Program program) {
        return switch (program) {
            case SPAN_TAKEN_FROM_BY_THREE -> List.of(SMALL_SPAN, SHALLOW);
            case SPAN_ADDED_TO_WHILE_DISCARDED, WORKER_AWAITED, WORKER_STUCK_IN_A_PASS, WORKER_WATCHED ->
                List.of(SMALL_SPAN);
            case SPANS_COUNTED_WHILE_ONE_MOVES -> List.of(SMALL_SPAN, ONE_STRIPE);
            default -> List.of();
        };
    }

    static List<Path> compile(List<Twin> twins, Path directory) throws Exception {
        List<Path> classes = new ArrayList<>();
        for (Twin twin : twins) {
            classes.add(twin.compile(directory.resolve(twin.file())));
        }
        return classes;
    }

    private static final String LOST = "Concurrent test has hung";

    /** A program and an engine with a bug that it must show; what Lincheck then says must contain the symptom. */
    enum Bug {
        QUEUE_WITHOUT_THE_SECOND_LOOK(
                Program.QUEUE_WITH_ONE_WORKER, LOST, "CleanupQueue.java", "if (workHasCome()) {", "if (false) {"),
        QUEUE_THAT_LOOKS_BEFORE_IT_COUNTS_ITSELF_ASLEEP(
                Program.QUEUE_WITH_ONE_WORKER, LOST, "CleanupQueue.java", "asleep++;", """
                if (workHasCome()) return false;
                asleep++;
                if (true) { self.nextAsleep = sleeping; sleeping = self; return true; }
                """),
        QUEUE_THAT_COUNTS_BEFORE_IT_PUSHES(
                Program.QUEUE_WITH_TWO_PUSHERS_AND_TWO_WORKERS,
                LOST,
                "CleanupQueue.java",
                "        full.push(block);\n        workUnits.incrementAndGet();",
                "        workUnits.incrementAndGet();\n        full.push(block);"),
        QUEUE_WHOSE_WORKER_LEAVES_TOO_EARLY(
                Program.QUEUE_WITH_A_WORKER_THAT_ENDS,
                LOST,
                "CleanupQueue.java",
                "                workers--;\n                asleep--;",
                "                asleep--;\n                workers--;"),
        QUEUE_THAT_LOOKS_FOR_A_FREE_PLACE_FIRST(
                Program.QUEUE_WITH_A_WORKER_THAT_ENDS,
                LOST,
                "CleanupQueue.java",
                "(asleep > 0 || workers < limit)",
                "(workers < limit || asleep > 0)"),
        QUEUE_THAT_LEAVES_A_PERMIT_BEHIND(
                Program.QUEUE_WITH_A_WORKER_THAT_ENDS,
                "somebody counts as asleep after the end",
                "CleanupQueue.java",
                "        self.park(Long.MAX_VALUE);\n        return false;",
                "        return false;"),
        STACK_WHOSE_POP_DOES_NOT_COMPARE(
                Program.STACK,
                "Invalid execution results",
                "LockFreeStack.java",
                "if (HEAD.compareAndSet(this, first, second)) {",
                "HEAD.setVolatile(this, second); {"),
        STACK_WHOSE_PUSH_LINKS_TOO_EARLY(
                Program.STACK,
                "Invalid execution results",
                "LockFreeStack.java",
                "        do {\n            first = head;\n            link.next = first;\n        } while (!HEAD.compareAndSet(this, first, node));",
                "        link.next = head;\n        do {\n            first = head;\n        } while (!HEAD.compareAndSet(this, first, node));"),
        SPAN_THAT_IS_DISCARDED_WITHOUT_ANOTHER_LOOK(
                Program.SPAN_ADDED_TO_WHILE_DISCARDED,
                "added to a span that no sweep will see",
                "Span.java",
                "            if ((Special) SLOT.getVolatile(slots, i) != null) {",
                "            if (false) {"),
        SPAN_WITHOUT_COMPARE_AND_SET(
                Program.SPAN_TAKEN_FROM_BY_THREE,
                "times instead of once",
                "Span.java",
                "return SLOT.compareAndSet(slots, slot, special, (Special) null);",
                "if ((Special) SLOT.getVolatile(slots, slot) != special) { return false; }"
                        + " SLOT.setVolatile(slots, slot, (Special) null); return true;"),
        BLOCK_WHOSE_CLAIM_IS_NOT_ATOMIC(
                Program.BLOCK,
                "given out",
                "CleanupBlock.java",
                "return specialAt((int) CLAIMED.getAndAdd(this, 1));",
                "return specialAt(claimed++);"),
        COUNT_THAT_TRUSTS_ITS_FIRST_LOOK(
                Program.SPANS_COUNTED_WHILE_ONE_MOVES,
                "are said to have come",
                "SpanRegistry.java",
                "if (withdrawn.get() == before) {",
                "if (true) {"),
        WAIT_THAT_COUNTS_ONLY_WHAT_WAS_TAKEN(
                Program.WORKER_AWAITED,
                "idle, and what was found had not run",
                "WorkerPool.java",
                "sum(past.taken, Worker::announced)",
                "sum(past.taken, Worker::taken)"),
        PASS_THAT_DOES_NOT_WAIT_FOR_WHO_TAKES_A_SPAN(
                Program.WORKER_STUCK_IN_A_PASS,
                "nobody has looked at a span",
                "SpanFeed.java",
                "return handOvers.get() > 0;",
                "return handOvers.get() < 0;"),
        WATCH_THAT_LOOKS_AT_A_BLOCK_TWICE(
                Program.WORKER_WATCHED,
                "nobody would look after it",
                "WorkerWatch.java",
                "if (block != null || worker.span() != null) {",
                "if (worker.isRunning()) {");

        private final Program program;
        private final String symptom;
        private final String file;
        private final String original;
        private final String altered;

        Bug(Program program, String symptom, String file, String original, String altered) {
            this.program = program;
            this.symptom = symptom;
            this.file = file;
            this.original = original;
            this.altered = altered;
        }

        /** In a program made smaller, whose alterations may be of the same file. */
        List<Twin> twins() {
            Twin twin = new Twin(name(), file, original, altered);
            List<Twin> twins = new ArrayList<>();
            for (Twin other : smaller(program)) {
                if (other.file().equals(file)) {
                    twin = twin.and(other);
                } else {
                    twins.add(other);
                }
            }
            twins.add(twin);
            return twins;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundOut(Bug bug, @TempDir Path directory) throws Exception {
        ChildJvm.Result result = check(bug.program, ENOUGH, compile(bug.twins(), directory));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(bug.symptom);
    }

    private static ChildJvm.Result check(Program program, int invocations, List<Path> first) throws Exception {
        return ChildJvm.run(
                LIMIT_SECONDS,
                Path.of("."),
                first,
                Interleavings.class.getName(),
                List.of(program.name(), String.valueOf(invocations)));
    }
}
