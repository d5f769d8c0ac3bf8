package dev.sexton.examples.migration.before;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is deleted when it is closed or forgotten, with {@code java.lang.ref.Cleaner}. */
public final class ScratchFile implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    // Static, and without a reference to the file object. Otherwise the file is never deleted, and nothing says so.
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
                throw new UncheckedIOException(e); // nobody ever sees this
            }
        }
    }

    private final Path path;
    private final Cleaner.Cleanable cleanable;

    /**
     * Creates the file.
     *
     * @throws IOException if the file cannot be created
     */
    public ScratchFile() throws IOException {
        path = Files.createTempFile("scratch", null);
        cleanable = CLEANER.register(this, new State(path));
    }

    /**
     * Returns where the file is.
     *
     * @return the path, valid while this object is reachable
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
