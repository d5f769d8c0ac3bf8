package dev.sexton.verify.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.verify.ChildJvm;
import dev.sexton.verify.Main;
import dev.sexton.verify.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The soak itself, for a few seconds: the engine passes it, and an engine that errs once in a hundred thousand does not. */
class SoakTest {
    private static final int LIMIT_SECONDS = 300;

    @Test
    void theEnginePasses() throws Exception {
        ChildJvm.Result result = soak(List.of(), "--minutes", "0.1", "--seed", "7", "--threads", "2");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("seed 7, 2 threads", "each exactly once: yes");
    }

    enum Bug {
        ONE_IN_A_HUNDRED_THOUSAND_IS_LOST(
                "is lost", "Worker.java", "special.run();", "if (executed % 100_003 != 77) special.run();"),
        ONE_IN_A_HUNDRED_THOUSAND_RUNS_TWICE(
                "ran although it had run",
                "Worker.java",
                "special.run();",
                "special.run(); if (executed % 100_003 == 77) special.run();"),
        ONE_IN_A_HUNDRED_THOUSAND_THAT_ARE_ALIVE_IS_TAKEN_FOR_DEAD(
                "although its object was alive",
                "Special.java",
                "return refersTo(null);",
                "return refersTo(null) || System.nanoTime() % 100_003 == 0;"),
        QUEUED_IS_COUNTED_AFTER_THE_PUSH(
                "The figures contradict each other",
                "Pass.java",
                "                counts.queued(full.size());\n                pool.submit(full);",
                "                pool.submit(full);\n                counts.queued(full.size());");

        private final String symptom;
        private final String file;
        private final String original;
        private final String altered;

        Bug(String symptom, String file, String original, String altered) {
            this.symptom = symptom;
            this.file = file;
            this.original = original;
            this.altered = altered;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundOut(Bug bug, @TempDir Path directory) throws Exception {
        Path twin = new Twin(bug.name(), bug.file, bug.original, bug.altered).compile(directory);
        ChildJvm.Result result = soak(List.of(twin), "--minutes", "3", "--seed", "7", "--threads", "2");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output())
                .contains(
                        "each exactly once: NO",
                        bug.symptom,
                        "the seed 7 brings back its settings",
                        "CleanupStats[added=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    soak                            | Missing required option: '--minutes=N'
                    soak --minutes 0                | --minutes is 0.0: it must be more than 0
                    soak --minutes NaN              | --minutes is NaN: it must be more than 0
                    soak --minutes x                | Invalid value for option '--minutes'
                    soak --minutes 1 --threads 0    | --threads is 0: it must be from 1 to 256
                    soak --minutes 1 --seed x       | Invalid value for option '--seed'
                    soak --minutes 1 --collector g1 | Unknown option
                    ''                              | Say what to do
                    """)
    void aWrongCallIsRefusedInOneSentence(String arguments, String message) throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                LIMIT_SECONDS,
                Path.of("."),
                List.of(),
                Main.class.getName(),
                arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1)));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output().lines()).hasSize(1).first().asString().contains(message);
    }

    private static ChildJvm.Result soak(List<Path> first, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("soak"));
        arguments.addAll(List.of(options));
        return ChildJvm.run(LIMIT_SECONDS, Path.of("."), first, Main.class.getName(), arguments);
    }
}
