package dev.sexton.examples.migration.after;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is deleted when it is closed or forgotten, with Sexton. */
public final class ScratchFile implements AutoCloseable {
    private final Path path;
    private final Cleanup cleanup;

    /**
     * Creates the file.
     *
     * @throws IOException if the file cannot be created
     */
    public ScratchFile() throws IOException {
        path = Files.createTempFile("scratch", null);
        cleanup = Cleanups.add(this, ScratchFile::delete, path); // a lambda that captures this would be rejected
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // logged, or reported to the runtime's failure handler
        }
    }

    /**
     * Returns where the file is.
     *
     * @return the path, valid while this object is reachable
     */
    public Path path() {
        return path;
    }

    /**
     * Cancels the deletion: the file stays. {@code Cleaner} has no counterpart.
     *
     * @return the path
     * @throws IllegalStateException if the file was closed or released before
     */
    public Path release() {
        if (!cleanup.stop(this)) {
            throw new IllegalStateException(
                    "The file no longer belongs to this object: it was closed or released before");
        }
        return path;
    }

    @Override
    public void close() {
        cleanup.clean(this);
    }
}
