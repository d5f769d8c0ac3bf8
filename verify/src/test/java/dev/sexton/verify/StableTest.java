package dev.sexton.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify/stable}, in a repository of one module whose {@code mvn} is a script that writes reports. */
class StableTest {
    private static final Path VERIFY = Path.of("").toAbsolutePath();

    private static final String PASSES = "<testcase classname='T' name='passes'/>";

    @TempDir
    private Path root;

    @BeforeEach
    void copyTheCommand() throws IOException {
        Files.createDirectories(root.resolve("verify"));
        for (String file : List.of("stable", "Stability.java")) {
            Files.copy(VERIFY.resolve(file), root.resolve("verify").resolve(file));
        }
        Files.createDirectories(root.resolve("module"));
        Files.writeString(root.resolve("module/pom.xml"), "<project/>");
    }

    @Test
    void testsThatAlwaysPassAreStable() throws Exception {
        mvn("report \"" + PASSES + "\"");
        Result result = stable("4");
        assertThat(result.output()).isEqualTo("Each of 1 tests passed, or was skipped, in each of 4 runs.\n");
        assertThat(result.exitCode()).isZero();
        assertThat(root.resolve("verify/target/stable/4/maven.log")).exists();
    }

    /** The twin: one in three runs goes wrong. */
    @Test
    void aTestThatFailsOnceIsReportedWithItsMessage() throws Exception {
        mvn(
                "case $run in 2) report \"" + PASSES + "<testcase classname='T' name='races'>"
                        + "<failure message='1 lost&#10;more' type='E'/></testcase>\" ;;",
                "*) report \"" + PASSES + "<testcase classname='T' name='races'/>\" ;; esac");
        Result result = stable();
        assertThat(result.output()).isEqualTo("""
                module/surefire-reports T.races failed in 1 of 3 runs: 1 lost
                1 of 2 tests are not stable.
                """);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aTestThatIsMissingInOneRunIsReported() throws Exception {
        mvn(
                "case $run in 1) report \"" + PASSES + "\" ;;",
                "*) report \"" + PASSES + "<testcase classname='T' name='late'/>\" ;; esac");
        Result result = stable("2");
        assertThat(result.output())
                .contains("module/surefire-reports T.late was in the reports of 1 of 2 runs alone\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aRunThatFailsOutsideItsTestsIsReported() throws Exception {
        mvn("report \"" + PASSES + "\"", "[ $run != 2 ]");
        Result result = stable("2");
        assertThat(result.output())
                .contains("Run 2 failed outside its tests; verify/target/stable/2/maven.log says why.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void noTestAtAllIsNoSuccess() throws Exception {
        mvn("true");
        Result result = stable("1");
        assertThat(result.output()).isEqualTo("No test ran.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void modulesAndLoadAreHandedOn() throws Exception {
        mvn("echo \"$@\" > arguments", "report \"" + PASSES + "\"");
        assertThat(stable("module", "1", "--load").exitCode()).isZero();
        assertThat(root.resolve("arguments")).content().contains("-pl module -am verify");
    }

    @Test
    void aWrongCallIsRefusedInOneSentence() throws Exception {
        mvn("true");
        assertRefused("verify/stable: there is no module other here\n", "other");
        assertRefused("verify/stable: there is no option --fast; the only one is --load\n", "--fast");
        assertRefused("verify/stable: 0 runs would show nothing: ask for one or more\n", "0");
        assertRefused("verify/stable: two numbers of runs, 2 and 3: give one\n", "2", "3");
        assertRefused("verify/stable: an empty argument: give a number of runs, a module or --load\n", "");
    }

    private void assertRefused(String message, String... arguments) throws Exception {
        Result result = stable(arguments);
        assertThat(result.output()).isEqualTo(message);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    /** Its lines may use {@code $run}, the number of the run, and {@code report}, which takes test cases. */
    private void mvn(String... lines) throws IOException {
        Path script = Files.createDirectories(root.resolve("bin")).resolve("mvn");
        Files.writeString(script, """
                #!/bin/sh
                run=$(ls verify/target/stable | wc -l)
                report() {
                    mkdir -p module/target/surefire-reports
                    echo "<testsuite>$1</testsuite>" > module/target/surefire-reports/TEST-T.xml
                }
                """ + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, String output) {}

    private Result stable(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("verify/stable").toString()));
        command.addAll(List.of(arguments));
        Path output = root.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, own) -> own + ":" + path);
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(output));
    }
}
