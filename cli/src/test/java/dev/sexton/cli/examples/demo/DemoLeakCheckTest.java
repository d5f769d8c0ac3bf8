package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Tree;
import dev.sexton.cli.examples.files.TreeWalk;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo's verdict on itself must be able to be bad: each of these breaks one thing, and the demo has to say so. */
@EnabledOnOs(OS.LINUX)
class DemoLeakCheckTest {
    @TempDir
    private Path directory;

    private Tree tree;

    @BeforeEach
    void makeTree() throws IOException {
        directory = directory.toRealPath();
        tree = new Tree(directory).with(10);
    }

    @Test
    void aDescriptorThatStaysOpenBelowTheDirectoryIsFound() throws Exception {
        List<FileInputStream> leaked = new ArrayList<>();
        try {
            DemoRun printed = DemoRun.of(walkThatDoes(3, file -> leaked.add(open(file))), directory);

            assertThat(printed.out()).endsWith("still open: 1\n");
            assertThat(printed.number("open by the system")).isEqualTo(1);
            assertThat(printed.number("open by own account")).isZero();
            assertThat(printed.exit()).isEqualTo(1);
        } finally {
            leaked.getFirst().close();
        }
    }

    @Test
    void whatWasOpenBeforeIsNotTheDemos() throws Exception {
        try (FileInputStream before = open(tree.files().getFirst())) {
            assertThat(before.getFD().valid()).isTrue();

            DemoRun.of(directory).isClean().agreesWith(tree);
        }
    }

    @Test
    void aDescriptorClosedBehindItsOwnersBackIsFound() throws Exception {
        Demo.Walk closesOneOfTheDemos = walkThatDoes(3, file -> Libc.close(oneOpenBelow(directory)));

        DemoRun printed = DemoRun.of(closesOneOfTheDemos, directory, "--threads", 1, "--close-every", 0);

        assertThat(printed.number("closed twice")).isPositive();
        assertThat(printed.exit()).isEqualTo(1);
    }

    /** The walk as it is, but for one moment. */
    private static Demo.Walk walkThatDoes(int beforeNumber, Consumer<Path> mischief) {
        return (root, listing, unreadable) -> out -> {
            AtomicInteger number = new AtomicInteger();
            TreeWalk.filesBelow(root, listing, unreadable).push(file -> {
                if (number.getAndIncrement() == beforeNumber) {
                    mischief.accept(file);
                }
                return out.yield(file);
            });
        };
    }

    private static FileInputStream open(Path file) {
        try {
            return new FileInputStream(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int oneOpenBelow(Path directory) {
        try (var entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                if (isBelow(directory, entry)) {
                    return Integer.parseInt(entry.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the demo has nothing open");
    }

    /** The JVM, and the listing itself, may close a descriptor after it was listed. */
    private static boolean isBelow(Path directory, Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
