package dev.sexton.cli.examples.fringe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Packaged;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import dev.sexton.cli.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Names are bytes on Unix; each of these is no text in UTF-8, nor in ASCII, and as text they are all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    void namesThatAreNotValidInTheLocaleAreComparedAsBytes(String locale) throws Exception {
        for (String tree : List.of("one", "other")) {
            shell("mkdir " + tree + "; cd " + tree
                    + "; mkdir $'\\xe9'; touch $'\\xe9/\\xfc' $'\\xfc' $'\\xe9\\xe9' $'\\u00e9'");
        }
        assertThat(fringe(locale)).isEqualTo(new Ended(0, "", ""));

        shell("mv one/$'\\xe9\\xe9' one/$'\\xe9\\xfc'");
        Ended different = fringe(locale);
        assertThat(different.exit()).isEqualTo(1);
        assertThat(different.out())
                .contains("only in " + directory.resolve("other").toRealPath());

        shell("mv other/$'\\xe9\\xe9' other/$'\\xe9\\xfc'; ln -s $'\\xe9' one/link; ln -s $'\\xfc' other/link");
        assertThat(fringe(locale).out()).startsWith("link: links to ");
    }

    private Ended fringe(String locale) throws Exception {
        return Processes.run(
                Map.of("LC_ALL", locale), directory, Packaged.JAVA, "-jar", Packaged.JAR, "fringe", "one", "other");
    }

    private void shell(String command) throws Exception {
        assertThat(Processes.run(Map.of(), directory, "bash", "-c", command).exit())
                .isZero();
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
