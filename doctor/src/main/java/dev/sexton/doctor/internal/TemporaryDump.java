package dev.sexton.doctor.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for a dump in a directory of its own; both are deleted, at the latest when the JVM ends. */
final class TemporaryDump implements AutoCloseable {
    private final Path directory;
    private final Path file;

    TemporaryDump(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("heap.hprof");
        // For an interrupt from the keyboard, and where a mapped file cannot be deleted.
        directory.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (!file.toFile().exists() || file.toFile().delete()) {
            Files.deleteIfExists(directory);
        }
    }
}
