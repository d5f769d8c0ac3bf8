package dev.sexton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.cli.Packaged;
import dev.sexton.cli.Printed;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command on JVMs that run, of this JDK and of JDK 17. */
class DoctorIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void examinesARunningJvmAndLeavesNothingBehind(int release) throws Exception {
        try (Patient patient = new Patient(release)) {
            Ended ended = doctor(patient.pid());

            assertThat(ended.err()).isEmpty();
            assertThat(ended.out())
                    .startsWith("process " + patient.pid() + ": ")
                    .contains("LEAKED 3, WILL LEAK 2 × Patient$Buffer")
                    .contains("lambda in Patient$Buffer → arg$1 → Patient$Buffer")
                    .contains("leaked: 3; will leak: 2;");
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(patient.isAlive()).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** The twin: the same program without the mistake. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void findsNothingInAnInnocentJvm(int release) throws Exception {
        try (Patient patient = new Patient(release, "innocent")) {
            Ended ended = doctor(patient.pid());

            assertThat(ended.out()).contains("No cleanup was found that can never run.");
            assertThat(ended.exit()).describedAs(ended.out()).isZero();
        }
    }

    @Test
    void saysThatAJvmDoesNotLetItselfBeAsked() throws Exception {
        try (Patient patient = new Patient(25, "-XX:+DisableAttachMechanism")) {
            Ended ended = doctor(patient.pid());

            new Printed(ended.exit(), ended.out(), ended.err()).isRefusedWith("-XX:+DisableAttachMechanism");
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Each JVM with such options says so first, and jcmd is one. */
    @Test
    void theReasonIsNotThatTheJvmHasOptions() throws Exception {
        try (Patient patient = new Patient(25, "-XX:+DisableAttachMechanism")) {
            Ended ended = doctor(patient.pid(), Map.of("JAVA_TOOL_OPTIONS", "-Dsome.option=here"));

            assertThat(ended.err().lines().skip(1))
                    .singleElement()
                    .asString()
                    .contains("-XX:+DisableAttachMechanism")
                    .doesNotContain("Picked up");
        }
    }

    private Ended doctor(long pid) throws Exception {
        return doctor(pid, Map.of());
    }

    private Ended doctor(long pid, Map<String, String> environment) throws Exception {
        return Processes.run(
                environment,
                directory,
                Packaged.JAVA,
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                Packaged.JAR,
                "doctor",
                Long.toString(pid));
    }

    /** A JVM that runs Patient.java from its source until it is closed. */
    private static final class Patient implements AutoCloseable {
        private final Process process;

        /** Options of the JVM begin with a dash, the program's own do not. */
        Patient(int release, String... more) throws Exception {
            String source = Path.of(DoctorIT.class
                            .getResource("/dev/sexton/cli/Patient.java")
                            .toURI())
                    .toString();
            process = new ProcessBuilder(Stream.of(
                                    List.of(java(release), "-Xmx128m"),
                                    Stream.of(more)
                                            .filter(option -> option.startsWith("-"))
                                            .toList(),
                                    List.of(source),
                                    Stream.of(more)
                                            .filter(option -> !option.startsWith("-"))
                                            .toList())
                            .flatMap(List::stream)
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
        }

        long pid() {
            return process.pid();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }

        private static String java(int release) {
            if (Runtime.version().feature() == release) {
                return Packaged.JAVA;
            }
            Optional<Path> home = jdk(release);
            assumeTrue(home.isPresent(), () -> "there is no JDK " + release + " beside this one");
            return home.get().resolve("bin").resolve("java").toString();
        }

        /** Beside this JDK, as a rule, lie the others; it is known by the file that tells its version. */
        private static Optional<Path> jdk(int release) {
            try (Stream<Path> homes =
                    Files.list(Path.of(System.getProperty("java.home")).getParent())) {
                return homes.filter(home -> isRelease(home, release)).findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static boolean isRelease(Path home, int release) {
            try {
                return Files.isExecutable(home.resolve("bin").resolve("javac"))
                        && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + release + ".");
            } catch (IOException e) {
                return false;
            }
        }
    }
}
