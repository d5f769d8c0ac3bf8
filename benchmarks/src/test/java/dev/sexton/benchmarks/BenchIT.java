package dev.sexton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command: every benchmark runs once, far too little to mean anything. */
class BenchIT {
    private static final List<String> QUESTIONS = List.of(
            "add",
            "stop",
            "life",
            "drain",
            "heap",
            "pause",
            "sweeper",
            "delay",
            "throughput",
            "advance",
            "first",
            "nested");

    @TempDir
    private static Path out;

    private static int exit;
    private static String printed;
    private static String page;

    @BeforeAll
    static void runEverythingOnce() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        Path.of("target", "sexton.jar").toString(),
                        "bench",
                        "--smoke",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .start();
        printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exit = process.waitFor();
        page = exit == 0 ? Files.readString(out.resolve("RESULTS.md")) : "";
    }

    @Test
    void endsWell() {
        assertThat(exit).as(printed).isZero();
    }

    @Test
    void saysOneLineForEachQuestionWhereNobodyWatches() {
        assertThat(printed.lines().filter(line -> line.contains(": measured in ")))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .isEqualTo(QUESTIONS);
        assertThat(printed).doesNotContain("\r");
    }

    @Test
    void everyBarFindsItsFiguresOrSaysWhyThereAreNone() {
        assertThat(page).contains("## Numbers to hold").doesNotContain("no figure");
        assertThat(page.lines().filter(line -> line.contains("≤") && line.endsWith(" | – |")))
                .allSatisfy(line -> assertThat(line).contains("not run: "));
    }

    @Test
    void everyQuestionHasAPicture() {
        assertThat(QUESTIONS)
                .allSatisfy(question -> assertThat(out.resolve("plots").resolve(question + ".png"))
                        .isNotEmptyFile());
    }

    @Test
    void saysThatItsFiguresMeanNothing() {
        assertThat(page).contains("the figures mean nothing");
    }
}
