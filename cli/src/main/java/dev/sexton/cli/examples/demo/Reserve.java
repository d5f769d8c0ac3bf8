package dev.sexton.cli.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;

/**
 * Descriptors kept back, so that a directory can be listed when all others are taken. While they are lent, no thread of the demo
 * opens a file; otherwise the places could be taken before they are used.
 */
final class Reserve implements AutoCloseable {
    private static final Path ANY_FILE = Path.of("/dev/null");

    /** A DirectoryStream opens the directory twice. */
    private static final int ENOUGH_TO_LIST = 2;

    /** Shared by threads that open files, exclusive for one that borrows the reserve. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Negative where it could not be opened, which is no worse than to have none. Under the exclusive lock. */
    private final int[] descriptors = new int[ENOUGH_TO_LIST];

    /** An access to the file system that needs no more descriptors than are kept back, and holds none when it returns. */
    @FunctionalInterface
    interface Access<T> {
        T run() throws IOException;
    }

    Reserve() {
        fill();
    }

    /** Opens a file without touching the reserve. */
    int keepingIt(IntSupplier open) {
        lock.readLock().lock();
        try {
            return open.getAsInt();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Frees the reserve during one access. */
    <T> T lend(Access<T> access) throws IOException {
        lock.writeLock().lock();
        try {
            release();
            try {
                return access.run();
            } finally {
                fill();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            release();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void fill() {
        Arrays.setAll(descriptors, i -> Libc.open(ANY_FILE));
    }

    private void release() {
        for (int descriptor : descriptors) {
            if (descriptor >= 0) {
                Libc.close(descriptor);
            }
        }
        Arrays.fill(descriptors, -1);
    }
}
