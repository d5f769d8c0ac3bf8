package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.doctor.Finding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is named, in each kind of cleanup and for each collector, and nothing else is, of the JDK's own neither. */
class PatientsTest {
    private static final String CLEANER = "jdk.internal.ref.CleanerImpl$PhantomCleanableRef";
    private static final String SEXTON = "dev.sexton.cleanup.internal.slots.ObjectSpecial";
    private static final String TRACKED = Patients.Tracked.class.getName();
    private static final String PATIENTS = Patients.class.getName() + "$";

    @TempDir
    private Path temporary;

    private record Diagnosed(Kind kind, boolean mutual, String reference, String object, int count, String path) {}

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

    private void examine(List<String> flags, String... more) throws Exception {
        Path file = temporary.resolve("patients.hprof");
        String[] arguments =
                Stream.concat(Stream.of(file.toString()), Stream.of(more)).toArray(String[]::new);
        ChildJvm.Result result = ChildJvm.run(flags, Patients.class, arguments);
        assertThat(result.exitCode()).describedAs(result.output()).isZero();

        Diagnosis diagnosis = HeapDump.open(file, Progress.NONE).examine();

        assertThat(diagnosis.findings())
                .map(finding -> new Diagnosed(
                        finding.kind(),
                        finding.mutual(),
                        finding.reference(),
                        finding.object(),
                        finding.count(),
                        finding.pathInWords()))
                .containsExactlyInAnyOrderElementsOf(expected());
        assertThat(diagnosis.findings()).allMatch(finding -> finding.retainedBytes() >= 16L * finding.count());
        Files.delete(file);
    }

    private static List<Diagnosed> expected() {
        List<Diagnosed> expected = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int count = kind == Kind.LEAKED ? Patients.LEAKED : Patients.HELD;
            addAll(expected, kind, count, CLEANER, "");
            addAll(expected, kind, count, SEXTON, PATIENTS + "Relay → task → ");
            addAll(expected, kind, count, TRACKED, TRACKED + " → action → ");
            expected.add(new Diagnosed(
                    kind,
                    false,
                    "java.util.WeakHashMap$Entry",
                    PATIENTS + "Key",
                    count,
                    "java.util.WeakHashMap$Entry → value → " + PATIENTS + "Value → key → " + PATIENTS + "Key"));
        }
        add(
                expected,
                Kind.NEVER,
                1,
                CLEANER,
                "InLocalVariable",
                "lambda in %1$s → arg$1 → java.util.ArrayList → an element → %1$s");
        return expected;
    }

    private static void addAll(List<Diagnosed> expected, Kind kind, int count, String reference, String before) {
        add(expected, kind, count, reference, "InLambda", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, kind, count, reference, "InMethodReference", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, kind, count, reference, "Worker", before + "lambda in %1$s → arg$1 → %1$s");
        add(expected, kind, count, reference, "InInnerClass", before + "inner class %1$s$Action → this$0 → %1$s");
        add(
                expected,
                kind,
                count,
                reference,
                "InCollection",
                before + "lambda in %1$s → arg$1 → java.util.HashMap → a value → %1$s");
        String mutual = PATIENTS + "Mutual";
        String half = "lambda in " + mutual + " → arg$1 → " + mutual;
        String other = before.isEmpty()
                ? CLEANER + " → action → "
                : reference.equals(SEXTON) ? SEXTON + " → argument → " + before : before;
        expected.add(new Diagnosed(
                kind, true, reference, mutual, 2 * count, before + half + " → its cleanup → " + other + half));
    }

    private static void add(
            List<Diagnosed> expected, Kind kind, int count, String reference, String patient, String path) {
        String name = PATIENTS + patient;
        expected.add(new Diagnosed(kind, false, reference, name, count, path.formatted(name)));
    }
}
