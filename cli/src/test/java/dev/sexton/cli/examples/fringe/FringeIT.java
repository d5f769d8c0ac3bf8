package dev.sexton.cli.examples.fringe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Packaged;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import dev.sexton.cli.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command in a JVM of its own, with the flags that the jar's manifest carries. */
class FringeIT {
    @TempDir
    private Path directory;

    @Test
    void comparesTwoTrees() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));
        new Tree(one).with(50);
        new Tree(other).with(50);
        assertThat(sexton("fringe", one.toString(), other.toString())).isEqualTo(new Ended(0, "", ""));

        new Tree(other).file("directory 0/one more", 1);
        Ended different = sexton("fringe", one.toString(), other.toString());
        assertThat(different.exit()).isEqualTo(1);
        assertThat(different.out().strip()).isEqualTo("directory 0/one more: only in " + other.toRealPath());
    }

    /** Without the manifest's Add-Exports it would be "thread": the same results, at a multiple of the cost. */
    @Test
    void runsItsCoroutinesOnContinuations() throws Exception {
        assertThat(sexton("--version").out()).contains("coroutines on the backend \"continuation\"");
    }

    private Ended sexton(String... arguments) throws Exception {
        return Processes.run(
                Map.of(),
                directory,
                Stream.concat(Stream.of(Packaged.JAVA, "-jar", Packaged.JAR), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
