package dev.sexton.cli.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.cli.Main;
import dev.sexton.cli.Packaged;
import dev.sexton.cli.Printed;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, looking into a JVM of its own kind and into what is none. */
class TopIT {
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void printsALineForEachRuntimeOfAJvmThatHasNeverHeardOfJmx() throws Exception {
        long pid = target("buffers", "a \"quoted\", name\u001b[2J");

        Ended top = top(pid, "--count", "2", "--interval", "0.1");

        assertThat(top.err()).isEmpty();
        assertThat(top.exit()).isZero();
        assertThat(top.out().lines()).hasSize(5);
        assertThat(top.out().lines().skip(1).limit(2))
                .satisfiesExactly(
                        row -> assertThat(row).endsWith("  a \"quoted\", name?[2J"),
                        row -> assertThat(row).endsWith("  buffers"));
        assertThat(top.out().lines().skip(1)).allSatisfy(row -> {
            List<String> columns = List.of(row.strip().split("\\s+", -1));
            assertThat(columns.get(0)).matches("\\d\\d:\\d\\d:\\d\\d");
            assertThat(columns.subList(1, 6))
                    .as("live, waiting, queued, executed, failed")
                    .containsExactly("3", "0", "7", "7", "2");
            assertThat(columns.get(10)).as("workers").isEqualTo("0/1");
            assertThat(columns.get(11)).as("sweep-ms").matches("\\d+\\.\\d\\d");
            assertThat(columns.get(12)).as("ago-s").matches("\\d+\\.\\d");
        });
        assertThat(top.out().lines().skip(3))
                .allSatisfy(row -> assertThat(
                                List.of(row.strip().split("\\s+", -1)).subList(6, 10))
                        .as("nothing has happened in between")
                        .containsOnly("0.0"));
    }

    @Test
    void redrawsOnATerminal() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "there is a way to have a terminal");
        long pid = target("buffers");

        Ended top = Processes.run(
                Map.of("TERM", "xterm"),
                directory,
                script.toString(),
                "-qefc",
                String.join(" ", Packaged.JAVA, "-jar", Packaged.JAR, "top", "" + pid, "--count 2 --interval 0.1"),
                "/dev/null");

        assertThat(top.exit()).isZero();
        assertThat(top.out()).contains("waiting for a runtime of process " + pid, "\033[2J\033[H");
        assertThat(top.out().split("\033\\[H", -1)).hasSize(3);
    }

    @Test
    void endsWithTheJvmItLooksInto() throws Exception {
        long pid = target("buffers");
        Process top = start(Packaged.JAVA, "-jar", Packaged.JAR, "top", "" + pid, "--interval", "0.1");
        try (BufferedReader out = top.inputReader(UTF_8);
                BufferedReader err = top.errorReader(UTF_8)) {
            assertThat(out.readLine()).contains("runtime");
            assertThat(out.readLine()).endsWith("buffers");
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            assertThat(exitOf(top)).isZero();
            assertThat(err.lines()).containsExactly("sexton top: process " + pid + " has ended");
        }
    }

    /** As Ctrl-C does, which a test cannot press where the build runs in the background. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endsWithoutAWordWhenItIsInterrupted() throws Exception {
        long pid = target("buffers");
        Process top = start(Packaged.JAVA, "-jar", Packaged.JAR, "top", "" + pid, "--interval", "0.1");
        try (BufferedReader out = top.inputReader(UTF_8);
                BufferedReader err = top.errorReader(UTF_8)) {
            assertThat(out.readLine()).contains("runtime");
            top.toHandle().destroy(); // the process itself would close its streams as well

            assertThat(exitOf(top)).isEqualTo(128 + 15);
            assertThat(err.lines()).isEmpty();
            assertThat(out.lines()).allSatisfy(line -> assertThat(line).endsWith("buffers"));
        }
    }

    @Test
    void refusesAProcessThatIsNotThere() throws Exception {
        Process ended = start(Packaged.JAVA, "-version");
        exitOf(ended);
        inThisJvm(ended.pid()).isRefusedWith("There is no process " + ended.pid(), "jps");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesWhatIsNotAJvmAndLeavesItAlone() throws Exception {
        Process sleep = start("sleep", "600");
        inThisJvm(sleep.pid()).isRefusedWith("Process " + sleep.pid() + " is not a JVM");
        assertThat(sleep.isAlive()).isTrue();
    }

    @Test
    void refusesAJvmThatLetsNobodyAttach() throws Exception {
        long pid = targetWith(List.of("-XX:+DisableAttachMechanism"), "buffers");
        inThisJvm(pid).isRefusedWith("does not let others attach", "-XX:+DisableAttachMechanism");
    }

    @Test
    void refusesAJvmWithoutARuntime() throws Exception {
        inThisJvm(target()).isRefusedWith("No cleanup runtime has shown itself", "does not use Sexton");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesAnotherUsersJvm() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "root can step down");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root can step down");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> asNobody =
                List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Packaged.JAVA);
        assumeTrue(run(asNobody, "-version").exit() == 0, "others may use this JDK");
        long pid = target("buffers");

        Ended top = run(asNobody, "-jar", Packaged.JAR, "top", "" + pid);

        new Printed(top.exit(), top.out(), top.err()).isRefusedWith("belongs to another user: run this as root");
    }

    @Test
    void refusesOptionsOutOfRange() {
        inThisJvm(1, "--interval", "0.01").isRefusedWith("--interval must be from 0.1 to 86400 seconds, but was 0.01");
        inThisJvm(1, "--interval", "NaN").isRefusedWith("--interval must be", "but was NaN");
        inThisJvm(1, "--count", "0").isRefusedWith("--count must be at least 1, but was 0");
    }

    private static Printed inThisJvm(long pid, String... options) {
        List<String> arguments = new ArrayList<>(List.of("top", Long.toString(pid)));
        arguments.addAll(Arrays.asList(options));
        return Printed.by(Main.commandLine(new TopCommand(IMPATIENT)), arguments.toArray(String[]::new));
    }

    private Ended top(long pid, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-jar", Packaged.JAR, "top", Long.toString(pid)));
        arguments.addAll(Arrays.asList(options));
        return run(List.of(Packaged.JAVA), arguments.toArray(String[]::new));
    }

    private Ended run(List<String> command, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.addAll(Arrays.asList(arguments));
        return Processes.run(Map.of(), directory, words.toArray(String[]::new));
    }

    private long target(String... names) throws Exception {
        return targetWith(List.of(), names);
    }

    /** Its process id, once its runtimes have done what they are to. */
    private long targetWith(List<String> flags, String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of(Packaged.JAVA));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TopTarget.class.getName()));
        command.addAll(Arrays.asList(names));
        Process target = start(command.toArray(String[]::new));
        assertThat(target.inputReader(UTF_8).readLine()).isEqualTo("ready");
        return target.pid();
    }

    private Process start(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command).directory(directory.toFile()).start();
        started.add(process);
        return process;
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
