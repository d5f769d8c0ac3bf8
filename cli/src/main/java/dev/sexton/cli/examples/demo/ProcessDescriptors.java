package dev.sexton.cli.examples.demo;

import dev.sexton.cli.examples.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The descriptors that this process has open, as the operating system lists them in {@code /proc/self/fd}. */
final class ProcessDescriptors {
    private static final Path TABLE = Path.of("/proc/self/fd");

    private final Reserve reserve;

    /** One line of the table. */
    record Entry(Path descriptor, Path file) {}

    ProcessDescriptors(Reserve reserve) {
        this.reserve = reserve;
    }

    /** Returns how many there are, including those of the JVM itself; empty where the system does not tell. */
    OptionalInt count() {
        try {
            // The reserve is closed while it is lent, and the listing's own descriptors are counted in its place.
            return OptionalInt.of(reserve.lend(() -> Directories.list(TABLE)).size());
        } catch (IOException notToldHere) {
            return OptionalInt.empty();
        }
    }

    /** Returns the files that are open below a directory, with their descriptors; empty where the system does not tell. */
    Optional<Set<Entry>> openBelow(Path directory) {
        try {
            return Optional.of(reserve.lend(() -> entriesBelow(directory)));
        } catch (IOException notToldHere) {
            return Optional.empty();
        }
    }

    private static Set<Entry> entriesBelow(Path directory) throws IOException {
        Set<Entry> found = new HashSet<>();
        for (Path descriptor : Directories.list(TABLE)) {
            try {
                Path file = Files.readSymbolicLink(descriptor);
                if (file.startsWith(directory)) {
                    found.add(new Entry(descriptor, file));
                }
            } catch (IOException closedMeanwhile) {
                // So it is not open.
            }
        }
        return found;
    }
}
