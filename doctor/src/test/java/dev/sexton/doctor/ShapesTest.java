package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaks in unusual shapes are found, and their innocent likes are not: the list is exact, so each is the other's twin. */
class ShapesTest {
    private static final String SHAPES = Shapes.class.getName() + "$";

    @TempDir
    private Path temporary;

    private record Expected(String object, int leaked, int willLeak, String path) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseSerialGC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UseSerialGC -XX:-UseCompressedOops",
            })
    void leaksAreFoundAndTheirLikesAreNot(String flags) throws Exception {
        List<String> list = List.of(flags.split(" "));
        assumeTrue(ChildJvm.supports(list), () -> "this JDK cannot start with " + flags);

        examine(ChildJvm.java(), list);
    }

    @Test
    void leaksAreFoundAndTheirLikesAreNotOnJdk21() throws Exception {
        Optional<String> java = ChildJvm.java(21);
        assumeTrue(java.isPresent(), "there is no JDK 21: set SEXTON_JDK_21 to one");

        examine(java.get(), List.of());
    }

    private void examine(String java, List<String> flags) throws Exception {
        Path file = temporary.resolve("shapes.hprof");
        ChildJvm.Result result = ChildJvm.run(java, flags, Shapes.class, file.toString());
        assertThat(result.exitCode()).describedAs(result.output()).isZero();

        try (HeapDump dump = HeapDump.open(file)) {
            Diagnosis diagnosis = dump.examine();

            assertThat(diagnosis.gaps()).isEmpty();
            assertThat(diagnosis.findings())
                    .map(finding ->
                            new Expected(finding.object(), finding.leaked(), finding.willLeak(), finding.pathInWords()))
                    .containsExactlyInAnyOrderElementsOf(expected());
            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.object().equals(SHAPES + "Engine"))
                    .singleElement()
                    .extracting(Finding::consequences)
                    .isEqualTo(Map.of(SHAPES + "Log", Shapes.LEAKED + Shapes.HELD));
            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.pathInWords().contains("static CURRENT"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.cause()).isEqualTo(Cause.THREAD_LOCAL);
                        assertThat(finding.where().orElseThrow().toString())
                                .startsWith("java.lang.Thread \"main\" → ThreadLocal " + SHAPES
                                        + "AppWithThreadLocal.CURRENT → ");
                    });
            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.object().equals(SHAPES + "Loader"))
                    .allMatch(finding -> finding.cause() == Cause.CLASS_LOADER)
                    .allMatch(
                            finding -> finding.where().orElseThrow().toString().contains("static BY_LOADER"));
            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.object().equals(SHAPES + "Key3"))
                    .allMatch(finding -> finding.cause() == Cause.LAMBDA);
            assertThat(diagnosis.findings())
                    .filteredOn(finding -> finding.pathInWords().contains("its class"))
                    .describedAs("with what the classes of the loader hold")
                    .allMatch(finding -> finding.object().equals("java.lang.ThreadLocal")
                            || finding.retainedBytes() > 10_000L * finding.leaked());
        }
    }

    private static List<Expected> expected() {
        List<Expected> expected = new ArrayList<>();
        add(expected, "Engine", "lambda in %1$s → arg$1 → %1$s");
        expected.add(new Expected(
                "java.lang.ThreadLocal",
                Shapes.LEAKED,
                Shapes.HELD,
                "java.lang.ThreadLocal$ThreadLocalMap$Entry → value → " + SHAPES
                        + "InThreadLocal → local → java.lang.ThreadLocal"));
        String node = "java.util.concurrent.ConcurrentHashMap$Node → val → " + SHAPES + "Holder → held → %1$s";
        add(expected, "Key1", node);
        add(expected, "Key2", node);
        add(
                expected,
                "Key3",
                "java.util.HashMap$Node → value → lambda in " + Shapes.class.getName() + " → arg$1 → %1$s");
        add(expected, "Key4", SHAPES + "Pair → value → " + SHAPES + "Holder → held → %1$s");
        add(expected, "Key5", SHAPES + "Entry → value → " + SHAPES + "Holder → held → %1$s");
        add(expected, "Key6", SHAPES + "Tuple → first → " + SHAPES + "Holder → held → %1$s");
        addListeners(expected);
        String loader = "java.util.WeakHashMap$Entry → value → ";
        String app = "class " + SHAPES + "App → class loader → %1$s";
        addLoader(expected, loader + SHAPES + "App → its class → " + app);
        addLoader(expected, loader + app);
        addLoader(expected, loader + "%1$s → parent → %1$s");
        String local = SHAPES + "AppWithThreadLocal";
        expected.add(new Expected(
                "java.lang.ThreadLocal",
                Shapes.LEAKED,
                0,
                "java.lang.ThreadLocal$ThreadLocalMap$Entry → value → " + local + " → its class → class " + local
                        + " → static CURRENT → java.lang.ThreadLocal"));
        return expected;
    }

    private static void addListeners(List<Expected> expected) {
        String listeners = Listeners.class.getName();
        String holds = "lambda in " + listeners + " → arg$1 → " + listeners;
        String named = holds + "$Named → listening → %s";
        String closure = "lambda in " + listeners + " → arg$1 → %s";
        addListener(expected, "ByName", named);
        addListener(expected, "ByNameWithField", named);
        addListener(expected, "ByLambda", closure);
        addListener(expected, "ByMethodReference", closure);
        addListener(expected, "ByAnonymousClass", holds + "$1 → val$listening → %s");
        addListener(expected, "ByRecord", holds + "$Recorded → listening → %s");
        addListener(expected, "ByWayOfAView", holds + "$ViewListener → view → " + listeners + "$View → model → %s");
        addListener(
                expected,
                "ByTask",
                "lambda in " + listeners + " → arg$1 → java.util.concurrent.FutureTask → callable → "
                        + "java.util.concurrent.Executors$RunnableAdapter → task → " + listeners
                        + "$Named → listening → %s");
    }

    private static void addListener(List<Expected> expected, String object, String path) {
        String name = Listeners.class.getName() + '$' + object;
        expected.add(new Expected(name, Shapes.LEAKED, Shapes.HELD, path.formatted(name)));
    }

    private static void add(List<Expected> expected, String object, String path) {
        String name = SHAPES + object;
        expected.add(new Expected(name, Shapes.LEAKED, Shapes.HELD, path.formatted(name)));
    }

    private static void addLoader(List<Expected> expected, String path) {
        String name = SHAPES + "Loader";
        expected.add(new Expected(name, Shapes.LEAKED, 0, path.formatted(name)));
    }
}
