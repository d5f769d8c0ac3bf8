package dev.sexton.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls at each depth of the stack do nothing wrong with the engine, and do with each of its twins. */
class FaultsTest {
    private static final int LIMIT_SECONDS = 300;

    /** An operation and an engine with a bug that it must show. */
    enum Bug {
        ADD_THAT_CALLS_AFTER_IT_HAS_PUBLISHED(
                "add",
                "Span.java",
                "special)) {\n                    return true;",
                "special)) {\n                    StackRoom.require(8); return true;"),
        STOP_THAT_DOES_NOT_COUNT_WITHOUT_A_CALL("stop", "Special.java", "+= counted ? 0 : 1;", "+= 0;"),
        CLEAN_THAT_DOES_NOT_ASK_FOR_ROOM(
                "clean", "Special.java", "        StackRoom.require(StackRoom.FOR_A_CLEAN);\n", "");

        private final String operation;
        private final String file;
        private final String original;
        private final String altered;

        Bug(String operation, String file, String original, String altered) {
            this.operation = operation;
            this.file = file;
            this.original = original;
            this.altered = altered;
        }

        private Twin twin() {
            return new Twin(name(), file, original, altered);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "stop", "clean", "reclaim"})
    void whatFailsHasDoneNothing(String operation, @TempDir Path directory) throws Exception {
        assertThat(atEachDepth(directory, List.of(), operation)).contains("wrong: 0,");
    }

    @ParameterizedTest
    @EnumSource
    void isFoundOut(Bug bug, @TempDir Path directory) throws Exception {
        Path classes = bug.twin().compile(directory);
        assertThat(atEachDepth(directory, List.of(classes), bug.operation)).matches("(?s).*wrong: [1-9].*");
    }

    /** Runs the program of {@code StackEndTest}, which is one of cleanup's own tests. */
    private static String atEachDepth(Path directory, List<Path> twin, String operation) throws Exception {
        Path tests = Path.of(System.getProperty("sexton.verify.repository"), "cleanup", "target", "test-classes");
        List<Path> first = twin.isEmpty() ? List.of(tests) : List.of(twin.get(0), tests);
        return ChildJvm.run(
                        LIMIT_SECONDS,
                        directory,
                        first,
                        "dev.sexton.cleanup.StackEndTest$AtEachDepth",
                        List.of(operation))
                .output();
    }
}
