package dev.sexton.examples.migration.before;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is deleted when it is closed or forgotten, with {@code java.lang.ref.Cleaner}. */
public final class ScratchFile implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    // Must be static and must not know the file object: otherwise the file is never deleted, and nothing tells so.
    private static final class State implements Runnable {
        private final Path path;

        State(Path path) {
            this.path = path;
        }

        @Override
        public void run() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // which nobody sees
            }
        }
    }

    private final Path path;
    private final Cleaner.Cleanable cleanable;

    /**
     * Creates the file.
     *
     * @throws IOException if that is impossible
     */
    public ScratchFile() throws IOException {
        path = Files.createTempFile("scratch", null);
        cleanable = CLEANER.register(this, new State(path));
    }

    /**
     * Where it is.
     *
     * @return the path, valid while this object is kept
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
