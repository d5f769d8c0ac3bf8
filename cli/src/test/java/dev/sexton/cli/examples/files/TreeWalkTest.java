package dev.sexton.cli.examples.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Tree;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWalkTest {
    @TempDir
    private Path directory;

    private final List<Path> unreadable = new ArrayList<>();

    @Test
    void findsEveryRegularFileOnce() throws Exception {
        Tree tree = new Tree(directory).with(30);
        tree.file("a/b/c/d/e/deep", 1);

        assertThat(all(TreeWalk.filesBelow(directory, Directories::list, unreadable::add)))
                .containsExactlyInAnyOrderElementsOf(tree.files());
        assertThat(unreadable).isEmpty();
    }

    @Test
    void listsADirectoryOnlyWhenItGetsThere() throws Exception {
        List<Path> listed = new ArrayList<>();
        new Tree(directory).with(30);

        Seq<Path> walk = TreeWalk.filesBelow(
                directory,
                path -> {
                    listed.add(path);
                    return Directories.list(path);
                },
                unreadable::add);
        try (Pull<Path> pull = walk.pull()) {
            assertThat(listed).isEmpty();
            assertThat(pull.advance()).isTrue();
            assertThat(listed).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void skipsADirectoryThatCannotBeListed() throws Exception {
        Tree tree = new Tree(directory);
        tree.file("open/file", 1);
        tree.file("closed/file", 1);
        Path closed = directory.resolve("closed");

        Seq<Path> walk = TreeWalk.filesBelow(
                directory,
                path -> {
                    if (path.equals(closed)) {
                        throw new AccessDeniedException(path.toString());
                    }
                    return Directories.list(path);
                },
                unreadable::add);

        assertThat(all(walk)).containsExactly(directory.resolve("open/file"));
        assertThat(unreadable).containsExactly(closed);
    }

    @Test
    void skipsWhatVanishesAfterItWasListed() throws IOException {
        Path gone = directory.resolve("gone");
        Seq<Path> walk = TreeWalk.filesBelow(directory, path -> List.of(gone), unreadable::add);

        assertThat(all(walk)).isEmpty();
        assertThat(unreadable).containsExactly(gone);
    }

    @Test
    void doesNotEnterALinkCycle() throws Exception {
        Files.createSymbolicLink(directory.resolve("cycle"), directory);

        assertThat(all(TreeWalk.filesBelow(directory, Directories::list, unreadable::add)))
                .isEmpty();
    }

    @Test
    void comesInTheOrderOfNamesEachDirectoryBeforeWhatIsInIt() throws Exception {
        Tree tree = new Tree(directory);
        for (String name : List.of("b", "a-b", "a/z", "a/y/x", "c/d")) {
            tree.file(name, 1);
        }
        List<String> found = new ArrayList<>();
        new TreeWalk(directory, Directories::list, unreadable::add)
                .push(entry -> found.add(directory.relativize(entry.path()).toString()));
        assertThat(found).containsExactly("a", "a/y", "a/y/x", "a/z", "a-b", "b", "c", "c/d");
    }

    private static List<Path> all(Seq<Path> walk) {
        List<Path> found = new ArrayList<>();
        walk.push(found::add);
        return found;
    }
}
