package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.coroutine.Coroutine;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library from outside: as a module and on the class path, with the flag and without. */
class ModuleTest {
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=";

    @Test
    void onlyTheApiIsExported() {
        ModuleDescriptor module = ModuleFinder.of(placeOf(Coroutine.class))
                .find("dev.sexton.coroutine")
                .orElseThrow()
                .descriptor();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.sexton.coroutine");
        assertThat(module.opens()).isEmpty();
        assertThat(module.isOpen()).isFalse();
    }

    @Test
    void onTheModulePath() throws Exception {
        List<String> options = List.of(
                "-p",
                path(Coroutine.class, Cleanups.class),
                "--add-modules=dev.sexton.coroutine",
                "-cp",
                path(Client.class));
        assertThat(said(options, EXPORT + "dev.sexton.coroutine"))
                .containsExactly("continuation pulled twice", "locked");
        List<String> without = said(options);
        assertThat(without.get(0)).isEqualTo("thread pulled twice");
        assertThat(without.get(1)).endsWith("--add-exports java.base/jdk.internal.vm=dev.sexton.coroutine");
    }

    @Test
    void onTheClassPath() throws Exception {
        List<String> options = List.of("-cp", path(Coroutine.class, Cleanups.class, Client.class));
        assertThat(said(options, EXPORT + "ALL-UNNAMED")).containsExactly("continuation pulled twice", "locked");
        List<String> without = said(options);
        assertThat(without.get(0)).isEqualTo("thread pulled twice");
        assertThat(without.get(1)).endsWith("--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    /** On a JVM without continuations the flag does not help, and virtual threads are platform threads. */
    @Test
    void withoutContinuationsInTheJvm() throws Exception {
        List<String> options = List.of("-cp", path(Coroutine.class, Cleanups.class, Client.class));
        List<String> lines =
                said(options, EXPORT + "ALL-UNNAMED", "-XX:+UnlockExperimentalVMOptions", "-XX:-VMContinuations");
        assertThat(lines.get(0)).isEqualTo("thread pulled twice");
    }

    /** Otherwise nobody would learn why it is slow. */
    @Test
    void anOptionForTheClassPathIsReportedOnceOnTheModulePath() throws Exception {
        List<String> options = List.of(
                "-p",
                path(Coroutine.class, Cleanups.class),
                "--add-modules=dev.sexton.coroutine",
                "-cp",
                path(Client.class));
        assertThat(run(options, EXPORT + "ALL-UNNAMED"))
                .filteredOn(line -> line.contains("module path"))
                .singleElement()
                .asString()
                .contains("write --add-exports java.base/jdk.internal.vm=dev.sexton.coroutine");
        assertThat(run(options, EXPORT + "dev.sexton.coroutine")).noneMatch(line -> line.contains("--add-exports"));
    }

    @Test
    void aWaitOfNoLengthIsReportedOnceWithTheRightValues() throws Exception {
        for (String wrong : List.of("0", "-1", "soon", "")) {
            assertThat(linesAbout("examineAfterMillis", "-Dsexton.coroutine.examineAfterMillis=" + wrong))
                    .singleElement()
                    .asString()
                    .contains("whole number from 1", "\"" + wrong + "\"");
        }
        assertThat(linesAbout("examineAfterMillis", "-Dsexton.coroutine.examineAfterMillis=1"))
                .isEmpty();
    }

    @Test
    void aWrongValueOfAPropertyIsReportedOnceWithTheRightOnes() throws Exception {
        String wrong = "-Dsexton.coroutine.strict=yes";
        assertThat(linesAbout("sexton.coroutine.strict", wrong))
                .singleElement()
                .asString()
                .contains("must be true or false", "\"yes\"");
        for (String right : List.of("true", "FALSE")) {
            assertThat(linesAbout("sexton.coroutine.strict", "-Dsexton.coroutine.strict=" + right))
                    .isEmpty();
        }
    }

    private static List<String> linesAbout(String word, String option) throws IOException, InterruptedException {
        List<String> classPath = List.of("-cp", path(Coroutine.class, Cleanups.class, Client.class));
        return run(classPath, option).stream()
                .filter(line -> line.contains(word))
                .toList();
    }

    /** The lines of the client, without those of the JVM. */
    private static List<String> said(List<String> options, String... more) throws IOException, InterruptedException {
        return run(options, more).stream()
                .filter(line -> line.startsWith(Client.SAYS))
                .map(line -> line.substring(Client.SAYS.length()))
                .toList();
    }

    /** The property of the cleanups counts for coroutines, too: all, or a sample. */
    @Test
    void aSampleOfTheCreationSitesIsRecorded() throws Exception {
        assertThat(sitesReported("true")).isEqualTo(Abandoner.PULLS);
        assertThat(sitesReported("1")).isEqualTo(Abandoner.PULLS);
        assertThat(sitesReported("2")).isBetween(1, Abandoner.PULLS - 1);
        assertThat(sitesReported("false")).isZero();
    }

    private static int sitesReported(String trackSites) throws IOException, InterruptedException {
        List<String> options = List.of(
                "-cp",
                path(Coroutine.class, Cleanups.class, Client.class),
                EXPORT + "ALL-UNNAMED",
                "-Dsexton.cleanup.trackSites=" + trackSites);
        List<String> lines = run(Abandoner.class, options);
        assertThat(lines).filteredOn(line -> line.contains("abandoned")).hasSize(Abandoner.PULLS);
        return (int) lines.stream()
                .filter(line -> line.contains("Abandoner.abandon(Abandoner.java:"))
                .count();
    }

    private static List<String> run(List<String> options, String... more) throws IOException, InterruptedException {
        return run(Client.class, options, more);
    }

    private static List<String> run(Class<?> main, List<String> options, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(more));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }

    private static String path(Class<?>... classes) {
        List<String> places = new ArrayList<>();
        for (Class<?> c : classes) {
            places.add(placeOf(c).toString());
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    private static Path placeOf(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
