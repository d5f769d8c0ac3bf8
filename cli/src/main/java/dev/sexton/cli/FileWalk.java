package dev.sexton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below a directory, found while they are asked for. Links are not followed. Between two calls it holds no
 * descriptor: a directory is listed whole before the walk goes on.
 */
final class FileWalk implements Iterator<Path> {
    private final Listing listing;
    private final Consumer<Path> unreadable;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private @Nullable Path next;

    /** Lists a directory. */
    @FunctionalInterface
    interface Listing {
        List<Path> of(Path directory) throws IOException;
    }

    /**
     * Starts at {@code root}.
     *
     * @param root a directory
     * @param listing how to list one
     * @param unreadable told of what cannot be looked at, which is then skipped
     */
    FileWalk(Path root, Listing listing, Consumer<Path> unreadable) {
        this.listing = listing;
        this.unreadable = unreadable;
        ahead.push(root);
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ahead.isEmpty()) {
            visit(ahead.pop());
        }
        return next != null;
    }

    @Override
    public Path next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the walk is at its end");
        }
        Path file = next;
        next = null;
        return file;
    }

    private void visit(Path path) {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isDirectory()) {
                listing.of(path).forEach(ahead::push);
            } else if (is.isRegularFile()) {
                next = path;
            }
        } catch (IOException e) {
            unreadable.accept(path);
        }
    }
}
