package dev.sexton.cli.examples.files;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * All files and directories below a directory, each directory before its content and names in order. Links are not followed. The
 * walk pushes by plain recursion; pull it to iterate. Between two values it holds no descriptor: a directory is listed as a whole
 * before the walk goes on.
 */
public final class TreeWalk implements Seq<TreeWalk.Entry> {
    /**
     * The order of names within a directory: as the file system compares paths, which on Unix is byte by byte. As strings, two names
     * that are not valid in the locale could be the same.
     */
    public static final Comparator<Path> BY_NAME = Comparator.comparing(Path::getFileName);

    private final Path root;
    private final Listing listing;
    private final Consumer<Path> unreadable;

    /** Lists a directory. */
    @FunctionalInterface
    public interface Listing {
        /**
         * Lists a directory.
         *
         * @param directory the directory
         * @return what is in it, in any order
         * @throws IOException if it cannot be read
         */
        List<Path> of(Path directory) throws IOException;
    }

    /**
     * A file or directory that was found.
     *
     * @param path where it is
     * @param attributes what it is, links not followed
     */
    public record Entry(Path path, BasicFileAttributes attributes) {}

    /**
     * Creates a walk.
     *
     * @param root a directory
     * @param listing how to list one
     * @param unreadable receives each path that cannot be read, which is then skipped
     */
    public TreeWalk(Path root, Listing listing, Consumer<Path> unreadable) {
        this.root = root;
        this.listing = listing;
        this.unreadable = unreadable;
    }

    /**
     * Returns the regular files below a directory.
     *
     * @param root a directory
     * @param listing how to list one
     * @param unreadable receives each path that cannot be read, which is then skipped
     * @return the files, in the order of the walk
     */
    public static Seq<Path> filesBelow(Path root, Listing listing, Consumer<Path> unreadable) {
        TreeWalk walk = new TreeWalk(root, listing, unreadable);
        return out -> walk.push(entry -> !entry.attributes().isRegularFile() || out.yield(entry.path()));
    }

    @Override
    public void push(Yield<? super Entry> out) {
        pushChildren(root, out);
    }

    /** Pushes what is below a directory; returns false if no more is wanted. */
    private boolean pushChildren(Path directory, Yield<? super Entry> out) {
        List<Path> children;
        try {
            children = listing.of(directory).stream().sorted(BY_NAME).toList();
        } catch (IOException e) {
            unreadable.accept(directory);
            return true;
        }
        for (Path child : children) {
            if (!pushTree(child, out)) {
                return false;
            }
        }
        return true;
    }

    private boolean pushTree(Path path, Yield<? super Entry> out) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            unreadable.accept(path);
            return true;
        }
        return out.yield(new Entry(path, attributes)) && (!attributes.isDirectory() || pushChildren(path, out));
    }
}
