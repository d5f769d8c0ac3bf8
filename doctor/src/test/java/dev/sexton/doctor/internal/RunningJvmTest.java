package dev.sexton.doctor.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that a process is made to write: of this one, and of some that are no JVMs. */
class RunningJvmTest {
    private static final Cleaner CLEANER = Cleaner.create();

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = Files.createDirectory(temporary.resolve("a directory"));
    }

    private static final class Leaky {
        private Leaky() {
            CLEANER.register(this, this::close);
        }

        private void close() {}
    }

    @Test
    void aJvmWritesItsDumpAndTheFileIsGone() throws Exception {
        new Leaky();

        OpenDump dump = OpenDump.ofProcess(ProcessHandle.current().pid(), directory, Progress.NONE);

        assertThat(directory).doesNotExist();
        assertThat(dump.examine().found())
                .anyMatch(found -> found.object().equals(Leaky.class.getName()) && found.leaked() > 0);
    }

    /** As in a container: with a temporary directory of its own. */
    @Test
    void aJvmWithOtherFilesWritesItsDumpAmongThem() throws Exception {
        assumeTrue(
                Runtime.version().feature() >= 25,
                "jcmd of JDK 17 finds it only if it also has process ids of its own, as in a container");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs tmpfs /tmp && exec \"$0\" -Xmx64m -cp \"$1\" \"$2\"",
                        java.toString(),
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assumeTrue("ready".equals(output.readLine()), "a process may have mounts of its own");

            try (HeapDump dump = HeapDump.ofProcess(process.pid())) {
                assertThat(dump.examine().findings())
                        .anyMatch(finding -> finding.object().equals(Waiting.class.getName()));
            }
            Path files = Path.of("/proc", Long.toString(process.pid()), "root", "tmp");
            try (Stream<Path> left = Files.list(files)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("sexton-doctor"));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The reason is the JVM's own, and not that it could not be asked. */
    @Test
    void aFullDiskIsTheReason() throws Exception {
        Path small = Files.createDirectory(temporary.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()) == 0, "this user may mount");
        try {
            Path inIt = Files.createDirectory(small.resolve("directory"));

            assertThatThrownBy(() -> OpenDump.ofProcess(ProcessHandle.current().pid(), inIt, Progress.NONE))
                    .isInstanceOf(UnusableDumpException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("java.io.tmpdir");
            assertThat(inIt).doesNotExist();
        } finally {
            run("umount", small.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** Makes the mistake, and waits to be examined. */
    static final class Waiting {
        private Waiting() {
            CLEANER.register(this, this::close);
        }

        private void close() {}

        public static void main(String[] args) throws Exception {
            new Waiting();
            System.out.println("ready");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** JDK 17's jcmd would send it a signal that ends it. */
    @Test
    void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "100").start();
        try {
            assertThatThrownBy(() -> OpenDump.ofProcess(sleep.pid(), directory, Progress.NONE))
                    .isInstanceOf(UnusableDumpException.class)
                    .hasMessage("process " + sleep.pid() + " is not a HotSpot JVM");
            assertThat(sleep.isAlive()).isTrue();
            assertThat(directory).doesNotExist();
        } finally {
            sleep.destroy();
        }
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> HeapDump.ofProcess(0)).hasMessage("there is no process 0");
        assertThatThrownBy(() -> HeapDump.ofProcess(Integer.MAX_VALUE - 1)).hasMessageContaining("there is no process");
    }
}
