package dev.sexton.examples.migration.after;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is deleted when it is closed or forgotten, with Sexton. */
public final class ScratchFile implements AutoCloseable {
    private final Path path;
    private final Cleanup cleanup;

    /**
     * Creates the file.
     *
     * @throws IOException if that is impossible
     */
    public ScratchFile() throws IOException {
        path = Files.createTempFile("scratch", null);
        cleanup = Cleanups.add(this, ScratchFile::delete, path); // a lambda that captures this would be rejected
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // is logged, or told to the runtime's failure handler
        }
    }

    /**
     * Where it is.
     *
     * @return the path, valid while this object is kept
     */
    public Path path() {
        return path;
    }

    /**
     * Takes the file out of this object's care: it stays. There is no such thing with {@code Cleaner}.
     *
     * @return the path
     * @throws IllegalStateException if the file was closed, or kept before
     */
    public Path keep() {
        try {
            if (!cleanup.stop()) {
                throw new IllegalStateException("The file is not this object's any more: it was closed or kept before");
            }
            return path;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        try {
            cleanup.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
