package dev.sexton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {
    @TempDir
    private Path directory;

    private final List<Path> unreadable = new ArrayList<>();

    @Test
    void findsEveryRegularFileOnce() throws Exception {
        Tree tree = new Tree(directory).with(30);
        tree.file("a/b/c/d/e/deep", 1);

        assertThat(all(new FileWalk(directory, ProcessDescriptors::list, unreadable::add)))
                .containsExactlyInAnyOrderElementsOf(tree.files());
        assertThat(unreadable).isEmpty();
    }

    @Test
    void listsADirectoryOnlyWhenItGetsThere() throws Exception {
        List<Path> listed = new ArrayList<>();
        new Tree(directory).with(30);

        FileWalk walk = new FileWalk(
                directory,
                path -> {
                    listed.add(path);
                    return ProcessDescriptors.list(path);
                },
                unreadable::add);
        assertThat(listed).isEmpty();
        walk.next();

        assertThat(listed).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void skipsADirectoryThatCannotBeListed() throws Exception {
        Tree tree = new Tree(directory);
        tree.file("open/file", 1);
        tree.file("closed/file", 1);
        Path closed = directory.resolve("closed");

        FileWalk walk = new FileWalk(
                directory,
                path -> {
                    if (path.equals(closed)) {
                        throw new AccessDeniedException(path.toString());
                    }
                    return ProcessDescriptors.list(path);
                },
                unreadable::add);

        assertThat(all(walk)).containsExactly(directory.resolve("open/file"));
        assertThat(unreadable).containsExactly(closed);
    }

    @Test
    void skipsWhatVanishesAfterItWasListed() throws IOException {
        Path gone = directory.resolve("gone");
        FileWalk walk = new FileWalk(directory, path -> List.of(gone), unreadable::add);

        assertThat(walk.hasNext()).isFalse();
        assertThat(unreadable).containsExactly(gone);
    }

    @Test
    void doesNotEnterALinkCycle() throws Exception {
        Files.createSymbolicLink(directory.resolve("cycle"), directory);

        assertThat(all(new FileWalk(directory, ProcessDescriptors::list, unreadable::add)))
                .isEmpty();
    }

    @Test
    void saysThatItIsAtItsEnd() {
        FileWalk walk = new FileWalk(directory, ProcessDescriptors::list, unreadable::add);

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
        assertThat(walk.hasNext()).isFalse();
    }

    private static List<Path> all(FileWalk walk) {
        List<Path> found = new ArrayList<>();
        walk.forEachRemaining(found::add);
        return found;
    }
}
