package dev.sexton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Packaged;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on symptoms shows what the doctor reports, of programs that make the mistakes. */
class SymptomsIT {
    private static final Path PAGE = Path.of("..", "docs", "leaks.md");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ThreadLocalLeak", "WeakMapGrows", "RedeployLeak", "BufferCache", "CleanerNeverRuns"})
    void thePageShowsTheReport(String program) throws Exception {
        String source = Path.of(SymptomsIT.class
                        .getResource("/dev/sexton/cli/symptoms/" + program + ".java")
                        .toURI())
                .toString();
        String javac = Path.of(Packaged.JAVA).resolveSibling("javac").toString();
        assertThat(Processes.run(Map.of(), directory, javac, "-d", directory.toString(), source))
                .isEqualTo(new Ended(0, "", ""));
        Process process = new ProcessBuilder(Packaged.JAVA, "-Xmx128m", "-cp", directory.toString(), program)
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");

            Ended ended = Processes.run(
                    Map.of(), directory, Packaged.JAVA, "-jar", Packaged.JAR, "doctor", Long.toString(process.pid()));

            List<String> shown = Files.readAllLines(PAGE);
            assertThat(ended.exit()).describedAs(ended.err()).isEqualTo(1);
            assertThat(ended.out().lines().filter(line -> line.startsWith("LEAKED ") || line.startsWith("  ")))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(line -> assertThat(shown).contains(line));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
