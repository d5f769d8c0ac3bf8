package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.doctor.Finding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is found, in each kind of cleanup and with each collector, and nothing else is, in the JDK itself neither. */
class MistakesTest {
    private static final String CLEANER = "jdk.internal.ref.CleanerImpl$PhantomCleanableRef";
    private static final String SEXTON = "dev.sexton.cleanup.internal.slots.ObjectSpecial";
    private static final String TRACKED = Mistakes.Tracked.class.getName();
    private static final String MISTAKES = Mistakes.class.getName() + "$";

    @TempDir
    private Path temporary;

    private record Expected(boolean mutual, String reference, String object, int leaked, int willLeak, String path) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseSerialGC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UseG1GC -XX:-UseCompressedOops",
                "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders",
            })
    void allMistakesAreNamedAndNothingElse(String flags) throws Exception {
        List<String> list = List.of(flags.split(" "));
        assumeTrue(ChildJvm.supports(list), () -> "this JDK cannot start with " + flags);

        examine(list);
    }

    /** As a JVM leaves it behind when it runs out of memory. */
    @Test
    void garbageInTheDumpIsNotAccused() throws Exception {
        examine(List.of("-XX:+UseSerialGC"), "and all garbage");
    }

    /** On a release between those that the suite runs on; {@code SEXTON_JDK_21} tells where it is. */
    @Test
    void allMistakesAreNamedOnJdk21() throws Exception {
        Optional<String> java = ChildJvm.java(21);
        assumeTrue(java.isPresent(), "there is no JDK 21: set SEXTON_JDK_21 to one");

        examine(java.get(), List.of());
    }

    private void examine(List<String> flags, String... more) throws Exception {
        examine(ChildJvm.java(), flags, more);
    }

    private void examine(String java, List<String> flags, String... more) throws Exception {
        Path file = temporary.resolve("mistakes.hprof");
        String[] arguments =
                Stream.concat(Stream.of(file.toString()), Stream.of(more)).toArray(String[]::new);
        ChildJvm.Result result = ChildJvm.run(java, flags, Mistakes.class, arguments);
        assertThat(result.exitCode()).describedAs(result.output()).isZero();

        try (HeapDump dump = HeapDump.open(file)) {
            Diagnosis diagnosis = dump.examine();

            assertThat(diagnosis.findings())
                    .map(finding -> new Expected(
                            finding.isMutual(),
                            finding.reference(),
                            finding.object(),
                            finding.leaked(),
                            finding.willLeak(),
                            finding.pathInWords()))
                    .containsExactlyInAnyOrderElementsOf(expected());
            assertThat(diagnosis.findings())
                    .allMatch(finding -> finding.retainedBytes() >= 16L * finding.count())
                    .allMatch(finding -> finding.kind() == (finding.leaked() > 0 ? Kind.LEAKED : Kind.WILL_LEAK));
        }
        Files.delete(file);
    }

    private static List<Expected> expected() {
        List<Expected> expected = new ArrayList<>();
        addAll(expected, CLEANER, "");
        addAll(expected, SEXTON, MISTAKES + "Relay → task → ");
        addAll(expected, TRACKED, TRACKED + " → action → ");
        add(
                expected,
                "java.util.WeakHashMap$Entry",
                "Key",
                "java.util.WeakHashMap$Entry → value → " + MISTAKES + "Value → key → %1$s");
        expected.add(new Expected(
                false,
                CLEANER,
                MISTAKES + "InLocalVariable",
                0,
                1,
                "lambda in %1$s → arg$1 → java.util.ArrayList → an element → %1$s"
                        .formatted(MISTAKES + "InLocalVariable")));
        return expected;
    }

    private static void addAll(List<Expected> expected, String reference, String before) {
        add(expected, reference, "InLambda", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, reference, "InMethodReference", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, reference, "Worker", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, reference, "InInnerClass", before + "inner class %1$s$Action → this$0 → %1$s");
        add(
                expected,
                reference,
                "InCollection",
                before + "lambda in %1$s → arg$1 → java.util.HashMap → a value → %1$s");
        String mutual = MISTAKES + "Mutual";
        String half = "lambda in " + mutual + " → arg$1 → " + mutual;
        String other = before.isEmpty()
                ? CLEANER + " → action → "
                : reference.equals(SEXTON) ? SEXTON + " → argument → " + before : before;
        expected.add(new Expected(
                true,
                reference,
                mutual,
                2 * Mistakes.LEAKED,
                2 * Mistakes.HELD,
                before + half + " → its cleanup → " + other + half));
    }

    private static void add(List<Expected> expected, String reference, String resource, String path) {
        String name = MISTAKES + resource;
        expected.add(new Expected(false, reference, name, Mistakes.LEAKED, Mistakes.HELD, path.formatted(name)));
    }
}
