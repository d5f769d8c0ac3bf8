package dev.sexton.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jcstress observes nothing forbidden with the engine, and does with each of its twins. */
@Execution(ExecutionMode.SAME_THREAD) // it wants the processors for itself
public class StressTest {
    private static final int LIMIT_SECONDS = 1800;

    @ParameterizedTest
    @ValueSource(strings = "Stress")
    void nothingForbiddenIsObserved(String tests, @TempDir Path directory) throws Exception {
        ChildJvm.Result result = stress(directory, List.of(), tests);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** A test and an engine with a bug that it must show. */
    public enum Bug {
        SLOT_WITHOUT_COMPARE_AND_SET(
                "SlotStress.StopAndSweep",
                "Span.java",
                "return SLOT.compareAndSet(slots, slot, special, (Special) null);",
                "if ((Special) SLOT.getVolatile(slots, slot) != special) { return false; }"
                        + " SLOT.setVolatile(slots, slot, (Special) null); return true;"),
        SPECIAL_PUBLISHED_BEFORE_IT_KNOWS_ITS_PLACE(
                "PublicationStress",
                "Span.java",
                "                special.place(this, i);\n                cursorOpaque(i + 1);\n                if (SLOT.compareAndSet(slots, i, (Special) null, special)) {",
                "                if (SLOT.compareAndSet(slots, i, (Special) null, special)) { special.place(this, i); cursorOpaque(i + 1);"),
        DISCARD_WITHOUT_ANOTHER_LOOK("DiscardStress", "Span.java", "        if (!isEmpty()) {", "        if (false) {"),
        /** The race was lost; if both were let in, they would hang, and jcstress with them. */
        DETACHED_WHOSE_LOSER_SEES_THE_END(
                "AdvanceDetachedStress",
                "Coro.java",
                "            moveToRunning(was);\n            return true;",
                "            try { moveToRunning(was); } catch (IllegalStateException e) { return false; }\n            return true;"),
        CONFINED_WITHOUT_COMPARE_AND_SET(
                "ConfinementStress",
                "Confinement.java",
                "(Thread) OWNER.compareAndExchange(this, null, self);",
                "owner; if (witness == null) { owner = self; }");

        private final String test;
        private final String file;
        private final String original;
        private final String altered;

        Bug(String test, String file, String original, String altered) {
            this.test = test;
            this.file = file;
            this.original = original;
            this.altered = altered;
        }

        public Twin twin() {
            return new Twin(name(), file, original, altered);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isObserved(Bug bug, @TempDir Path directory) throws Exception {
        Path twin = bug.twin().compile(directory);
        ChildJvm.Result result = stress(directory, List.of(twin), bug.test);
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(result.output()).contains("Forbidden");
    }

    private static ChildJvm.Result stress(Path directory, List<Path> first, String tests)
            throws IOException, InterruptedException {
        Path results = Files.createDirectory(directory.resolve("results"));
        return ChildJvm.run(
                LIMIT_SECONDS,
                directory,
                first,
                "org.openjdk.jcstress.Main",
                List.of(("-t " + tests + " -r " + results + " -f 1 -fsm 1 -sc false "
                                + System.getProperty("sexton.verify.stress"))
                        .split(" ", -1)));
    }
}
