package dev.sexton.cli.examples.fringe;

import dev.sexton.cli.examples.files.TreeWalk;
import dev.sexton.cli.examples.files.TreeWalk.Entry;
import dev.sexton.coroutine.Pull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Compares two directory trees: two recursive walks, pulled in lockstep, up to the first difference. Each walk keeps its place
 * in its own recursion; neither is ever held in memory whole.
 */
final class Fringe {
    private final Path left;
    private final Path right;
    private final TreeWalk.Listing listing;

    /** Thrown if a file or directory cannot be read, so that it is not known whether the trees are the same. */
    static final class UncomparableException extends Exception {
        private static final long serialVersionUID = 1;

        UncomparableException(Path path) {
            super("'" + path
                    + "' cannot be read, so the trees cannot be compared: make it readable, or compare without it");
        }
    }

    Fringe(Path left, Path right, TreeWalk.Listing listing) {
        this.left = left;
        this.right = right;
        this.listing = listing;
    }

    /** Returns the first difference in the order of the walk, in words; empty if there is none. */
    Optional<String> firstDifference() throws UncomparableException {
        List<Path> unreadable = new ArrayList<>();
        try (Pull<Entry> lefts = new TreeWalk(left, listing, unreadable::add).pull();
                Pull<Entry> rights = new TreeWalk(right, listing, unreadable::add).pull()) {
            while (true) {
                boolean more = lefts.advance();
                boolean moreToo = rights.advance();
                if (!unreadable.isEmpty()) {
                    throw new UncomparableException(unreadable.getFirst());
                }
                if (!more && !moreToo) {
                    return Optional.empty();
                }
                Optional<String> difference = !moreToo
                        ? onlyIn(left, lefts.value())
                        : !more ? onlyIn(right, rights.value()) : difference(lefts.value(), rights.value());
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
    }

    private Optional<String> difference(Entry inLeft, Entry inRight) throws UncomparableException {
        Path path = left.relativize(inLeft.path());
        int order = compare(path, right.relativize(inRight.path()));
        if (order != 0) {
            // The walks have the same order, so the path that comes first in one is not in the other.
            return order < 0 ? onlyIn(left, inLeft) : onlyIn(right, inRight);
        }
        String kind = kind(inLeft.attributes());
        String otherKind = kind(inRight.attributes());
        if (!kind.equals(otherKind)) {
            return Optional.of(path + ": a " + kind + " in " + left + ", a " + otherKind + " in " + right);
        }
        return content(path, kind, inLeft, inRight);
    }

    /** Compares name by name, as the walk orders them: "a/b" comes before "a-b", although '-' comes before '/'. */
    private static int compare(Path one, Path other) {
        Iterator<Path> names = one.iterator();
        Iterator<Path> otherNames = other.iterator();
        while (names.hasNext() && otherNames.hasNext()) {
            int order = TreeWalk.BY_NAME.compare(names.next(), otherNames.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(names.hasNext(), otherNames.hasNext());
    }

    private static String kind(BasicFileAttributes is) {
        return is.isRegularFile()
                ? "file"
                : is.isDirectory() ? "directory" : is.isSymbolicLink() ? "link" : "special file";
    }

    private static Optional<String> content(Path path, String kind, Entry one, Entry other)
            throws UncomparableException {
        try {
            return switch (kind) {
                case "file" -> bytes(path, one, other);
                case "link" -> targets(path, one, other);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncomparableException(path);
        }
    }

    private static Optional<String> bytes(Path path, Entry one, Entry other) throws IOException {
        long size = one.attributes().size();
        long otherSize = other.attributes().size();
        if (size != otherSize) {
            return Optional.of(path + ": " + size + " bytes and " + otherSize + " bytes");
        }
        long at = Files.mismatch(one.path(), other.path());
        return at < 0 ? Optional.empty() : Optional.of(path + ": different from byte " + at + " on");
    }

    private static Optional<String> targets(Path path, Entry one, Entry other) throws IOException {
        Path target = Files.readSymbolicLink(one.path());
        Path otherTarget = Files.readSymbolicLink(other.path());
        return target.equals(otherTarget)
                ? Optional.empty()
                : Optional.of(path + ": links to " + target + " and to " + otherTarget);
    }

    private static Optional<String> onlyIn(Path root, Entry entry) {
        return Optional.of(root.relativize(entry.path()) + ": only in " + root);
    }
}
