package dev.sexton.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
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
