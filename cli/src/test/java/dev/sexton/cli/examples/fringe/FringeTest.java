package dev.sexton.cli.examples.fringe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cli.Main;
import dev.sexton.cli.Printed;
import dev.sexton.cli.Tree;
import dev.sexton.cli.examples.files.Directories;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FringeTest {
    @TempDir
    private Path directory;

    private Path left;
    private Path right;

    @BeforeEach
    void twoTreesThatAreTheSame() throws IOException {
        left = directory.resolve("left");
        right = directory.resolve("right");
        for (Path root : List.of(left, right)) {
            new Tree(root).with(20);
            Files.createDirectories(root.resolve("empty directory"));
            Files.createSymbolicLink(root.resolve("link"), Path.of("somewhere"));
            // Ordered name by name, "a" with all that is in it comes before "a-b"; as strings "a-b" comes before "a/b".
            new Tree(root).file("a/b", 10);
            new Tree(root).file("a-b", 10);
        }
    }

    @Test
    void treesWithTheSameNamesKindsAndContentsAreTheSame() {
        assertThat(compare()).isEqualTo(new Printed(0, "", ""));
    }

    @Test
    void aFileThatIsOnlyInOneIsTheDifference() throws IOException {
        new Tree(left).file("a/c", 1);
        assertDifferent("a/c: only in " + left);
        new Tree(right).file("a/bb", 1);
        assertDifferent("a/bb: only in " + right);
    }

    @Test
    void aTreeThatEndsEarlierLacksWhatTheOtherStillHas() throws IOException {
        new Tree(right).file("zzz/last", 1);
        assertDifferent("zzz: only in " + right);
    }

    @Test
    void anEmptyDirectoryCounts() throws IOException {
        Files.delete(right.resolve("empty directory"));
        assertDifferent("empty directory: only in " + left);
    }

    @Test
    void sizesDiffer() throws IOException {
        new Tree(right).file("a/b", 11);
        assertDifferent("a/b: 10 bytes and 11 bytes");
    }

    @Test
    void bytesDiffer() throws IOException {
        byte[] content = Files.readAllBytes(right.resolve("a/b"));
        content[7]++;
        Files.write(right.resolve("a/b"), content);
        assertDifferent("a/b: different from byte 7 on");
    }

    @Test
    void kindsDiffer() throws IOException {
        Files.delete(right.resolve("a-b"));
        Files.createDirectories(right.resolve("a-b"));
        assertDifferent("a-b: a file in " + left + ", a directory in " + right);
    }

    @Test
    void targetsOfLinksDiffer() throws IOException {
        Files.delete(right.resolve("link"));
        Files.createSymbolicLink(right.resolve("link"), Path.of("elsewhere"));
        assertDifferent("link: links to somewhere and to elsewhere");
    }

    /** The walks go no further than the difference; what lies behind it is never listed. */
    @Test
    void stopsAtTheFirstDifference() throws Exception {
        new Tree(left).file("a/0", 1);
        List<Path> listed = new ArrayList<>();
        Fringe fringe = new Fringe(left, right, path -> {
            listed.add(path);
            return Directories.list(path);
        });
        assertThat(fringe.firstDifference()).contains("a/0: only in " + left);
        assertThat(listed).containsExactlyInAnyOrder(left, right, left.resolve("a"), right.resolve("a"));

        // The twin: without that difference, all directories are listed.
        Files.delete(left.resolve("a/0"));
        listed.clear();
        assertThat(fringe.firstDifference()).isEmpty();
        assertThat(listed).contains(left.resolve("empty directory"), right.resolve("empty directory"));
    }

    @Test
    void whatCannotBeReadIsNotCalledTheSame() {
        Fringe fringe = new Fringe(left, right, path -> {
            if (path.endsWith("empty directory")) {
                throw new AccessDeniedException(path.toString());
            }
            return Directories.list(path);
        });
        assertThatThrownBy(fringe::firstDifference)
                .isInstanceOf(Fringe.UncomparableException.class)
                .hasMessageContaining("empty directory")
                .hasMessageContaining("cannot be compared");
    }

    @Test
    void badInputIsRefused() throws IOException {
        Path file = new Tree(directory).file("file", 1);
        Printed.by(Main.commandLine(new FringeCommand()), "fringe", left.toString(), directory + "/missing")
                .isRefusedWith("fringe", "missing", "does not exist");
        Printed.by(Main.commandLine(new FringeCommand()), "fringe", file.toString(), right.toString())
                .isRefusedWith("fringe", "is not a directory");
        Printed.by(Main.commandLine(new FringeCommand()), "fringe", left.toString())
                .isRefusedWith("fringe", "DIR2");
        Printed.by(Main.commandLine(new FringeCommand()), "fringe").isRefusedWith("fringe", "DIR1");
    }

    private Printed compare() {
        return Printed.by(Main.commandLine(new FringeCommand()), "fringe", left.toString(), right.toString());
    }

    private void assertDifferent(String difference) {
        assertThat(compare()).isEqualTo(new Printed(1, difference + System.lineSeparator(), ""));
    }
}
