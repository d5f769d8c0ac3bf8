package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.cli.Main;
import dev.sexton.cli.Printed;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Tree;
import dev.sexton.coroutine.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sexton demo} prints and how it ends, run in this JVM. */
class DemoCommandTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private Path elsewhere;
    private Tree tree;

    @BeforeEach
    void makeTree() throws IOException {
        directory = Files.createDirectory(temporary.resolve("tree"));
        elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        tree = new Tree(directory);
    }

    @Test
    void readsWhatPlainJavaReads() throws Exception {
        tree.with(100);

        DemoRun.of(directory).isClean().agreesWith(tree);
    }

    @Test
    void readsFilesLargerThanItsBuffer() throws Exception {
        tree.file("large", 1_000_003);

        DemoRun.of(directory).isClean().agreesWith(tree);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "2, 3", "64, 2"})
    void goesOnWhenTheLimitIsReached(int limit, int threads) throws Exception {
        tree.with(80);

        DemoRun printed = DemoRun.of(directory, "--limit", limit, "--threads", threads, "--close-every", 0);

        printed.isClean().agreesWith(tree);
        assertThat(printed.number("opened")).isEqualTo(80);
        assertThat(printed.number("closed by cleanups")).isEqualTo(80);
        // Each reclaim can bring back no more than the limit allows to be open.
        assertThat(printed.number("refused by the limit and retried")).isGreaterThanOrEqualTo((80 - limit) / limit);
        assertThat(printed.number("refused by the limit and retried")).isPositive();
        assertThat(printed.number("sweeps")).isPositive();
        assertThat(printed.number("workers used")).isPositive();
    }

    @Test
    void isNotRefusedBelowTheLimit() throws Exception {
        tree.with(20);

        DemoRun printed = DemoRun.of(directory, "--limit", 20).isClean();

        assertThat(printed.number("refused by the limit and retried")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 100", "3, 33", "100, 1", "101, 0"})
    void closesEveryKthByHand(int every, int byHand) throws Exception {
        tree.with(100);

        DemoRun printed = DemoRun.of(directory, "--close-every", every).isClean();

        assertThat(printed.number("closed by hand")).isEqualTo(byHand);
        assertThat(printed.number("closed by cleanups")).isEqualTo(100 - byHand);
    }

    @Test
    void followsNoLinks() throws Exception {
        Path outside = new Tree(elsewhere).file("outside", 10);
        tree.with(5);
        Files.createSymbolicLink(directory.resolve("to a file"), outside);
        Files.createSymbolicLink(directory.resolve("to a directory"), elsewhere);
        Files.createSymbolicLink(directory.resolve("to nothing"), Path.of("nothing"));
        Files.createSymbolicLink(directory.resolve("cycle"), directory);

        DemoRun printed = DemoRun.of(directory).isClean().agreesWith(tree);

        assertThat(printed.number("files")).isEqualTo(5);
        assertThat(printed.number("unreadable and skipped")).isZero();
    }

    @Test
    void aDirectoryMayBeNamedByALink() throws Exception {
        tree.with(5);
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);

        DemoRun.of(link).isClean().agreesWith(tree);
    }

    @Test
    void opensFilesOfAnyName() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "a locale that can spell them");
        for (String name : new String[] {"two words", "straße", "猫", "100%", "%41", "a\nb", "a#b?c", "'\"", "-"}) {
            tree.file(name + "/" + name, name.length());
        }

        DemoRun.of(directory).isClean().agreesWith(tree);
    }

    @Test
    void anEmptyDirectoryHasNothingToRead() throws Exception {
        DemoRun printed = DemoRun.of(directory).isClean().agreesWith(tree);

        assertThat(printed.number("opened")).isZero();
    }

    @Test
    void emptyFilesAreFiles() throws Exception {
        tree.file("empty", 0);
        tree.file("empty as well", 0);

        DemoRun printed = DemoRun.of(directory).isClean().agreesWith(tree);

        assertThat(printed.number("files")).isEqualTo(2);
    }

    @Test
    void looksPastWhatIsNoFile() throws Exception {
        tree.with(3);
        Processes.run(Map.of(), directory, "/usr/bin/mkfifo", "pipe");
        assertThat(directory.resolve("pipe")).exists();

        DemoRun.of(directory).isClean().agreesWith(tree);
    }

    @Test
    void bearsFilesThatVanishOrBecomeALinkOrAPipe() throws Exception {
        Path gone = directory.resolve("gone");
        Path pipe = directory.resolve("pipe");
        Path link = Files.createSymbolicLink(directory.resolve("link"), tree.file("file", 10));
        Processes.run(Map.of(), directory, "/usr/bin/mkfifo", "pipe");

        // As a walk would that saw them when they were still files. The pipe has no writer, and so it is empty.
        DemoRun printed = DemoRun.of(
                (root, listing, unreadable) -> Seq.of(gone, pipe, link, directory.resolve("file")), directory);

        assertThat(printed.exit()).isZero();
        assertThat(printed.number("files")).isEqualTo(2);
        assertThat(printed.number("unreadable and skipped")).isEqualTo(2);
    }

    @Test
    void showsNoProgressWhereNobodyLooks() throws Exception {
        tree.with(10);

        DemoRun printed = DemoRun.of(directory).isClean();

        assertThat(printed.out()).doesNotContain("\r", "\033");
    }

    @Test
    void refusesAMissingDirectory() {
        DemoRun.of(directory.resolve("missing")).isRefusedWith("missing' does not exist", "name a readable directory");
    }

    @Test
    void refusesAFile() throws Exception {
        DemoRun.of(tree.file("file", 10)).isRefusedWith("file' is not a directory", "name a readable directory");
    }

    @Test
    void refusesAFileAsThePartOfAPath() throws Exception {
        DemoRun.of(tree.file("file", 10).resolve("below")).isRefusedWith("cannot be read", "name a readable directory");
    }

    @Test
    void refusesANameTooLong() {
        DemoRun.of(directory.resolve("x".repeat(5000))).isRefusedWith("cannot be read", "name a readable directory");
    }

    @Test
    void refusesWhatIsNoPath() {
        DemoRun.of("a\0b").isRefusedWith("cannot be read");
    }

    @Test
    void refusesALinkCycle() throws Exception {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, link);

        DemoRun.of(link).isRefusedWith("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "--threads, 0",
        "--threads, -1",
        "--threads, 1025",
        "--threads, many",
        "--threads, 1.5",
        "--threads, 99999999999",
        "--limit, 0",
        "--limit, -5",
        "--limit, x",
        "--close-every, -1",
        "--close-every, x"
    })
    void refusesBadNumbers(String option, String value) {
        DemoRun.of(directory, option, value).isRefusedWith(option, value);
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        DemoRun.of("--limit").isRefusedWith("--limit");
    }

    @Test
    void refusesAnUnknownOption() {
        DemoRun.of("--unknown").isRefusedWith("--unknown");
    }

    @Test
    void refusesASecondDirectory() {
        DemoRun.of(directory, directory).isRefusedWith("Unmatched argument");
    }

    @Test
    void refusesToDoNothing() {
        Printed.by(Main.commandLine()).isRefusedWith("sexton demo");
    }

    @Test
    void explainsItself() throws IOException {
        DemoRun printed = DemoRun.of("--help");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out())
                .contains("DIR", "--threads", "--limit", "--close-every", "Exit code", System.getProperty("java.home"));
    }
}
