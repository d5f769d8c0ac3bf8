package dev.sexton.cli.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;

/**
 * Descriptors kept back, so that a directory can be listed when all others are taken. While they are lent, nobody in the demo
 * opens a file, or the places could be gone before they are used.
 */
final class Reserve implements AutoCloseable {
    private static final Path ANY_FILE = Path.of("/dev/null");

    /** A DirectoryStream opens the directory twice. */
    private static final int ENOUGH_TO_LIST = 2;

    /** Shared by those who open files, exclusive for the one who borrows. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Negative where it could not be had, which is no worse than to have none. Under the exclusive lock. */
    private final int[] descriptors = new int[ENOUGH_TO_LIST];

    /** A look at the file system that needs no more than is kept back, and has given it back when it returns. */
    @FunctionalInterface
    interface Look<T> {
        T look() throws IOException;
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

    /** Frees the reserve for the length of one look. */
    <T> T lend(Look<T> look) throws IOException {
        lock.writeLock().lock();
        try {
            release();
            try {
                return look.look();
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
