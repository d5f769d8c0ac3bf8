package dev.sexton.cli.examples.demo;

import dev.sexton.cleanup.CleanupRuntime;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens files by raw descriptors of the operating system, and closes them. When none is left, it asks the cleanup runtime
 * for those of forgotten files and tries again.
 */
final class Descriptors {
    private final Ledger ledger;
    private final Reserve reserve;
    private final CleanupRuntime cleanups;
    private final Duration patience;
    private final Runnable onRefusal;

    Descriptors(Ledger ledger, Reserve reserve, CleanupRuntime cleanups, Duration patience, Runnable onRefusal) {
        this.ledger = ledger;
        this.reserve = reserve;
        this.cleanups = cleanups;
        this.patience = patience;
        this.onRefusal = onRefusal;
    }

    OpenFile open(Path file) throws UnreadableException, OutOfDescriptorsException, InterruptedException {
        while (true) {
            // Read before the attempt: one that comes back right after it must not be waited for.
            long seen = ledger.closed();
            int descriptor = tryOpen(file);
            if (descriptor >= 0) {
                return owned(descriptor);
            }
            if (!isShortage(descriptor)) {
                throw new UnreadableException(file, -descriptor);
            }
            onRefusal.run();
            awaitReturn(seen);
        }
    }

    /** The own limit speaks as the system does: {@code -EMFILE}. */
    private int tryOpen(Path file) {
        if (!ledger.admit()) {
            return -Libc.EMFILE;
        }
        int descriptor = reserve.keepingIt(() -> Libc.open(file));
        if (descriptor >= 0) {
            ledger.opened(descriptor);
        } else {
            ledger.notOpened(isShortage(descriptor));
        }
        return descriptor;
    }

    private OpenFile owned(int descriptor) {
        try {
            return new OpenFile(descriptor, this::close, cleanups);
        } catch (Throwable notRegistered) {
            // Nobody owns it yet, so nobody else would close it.
            close(descriptor);
            throw notRegistered;
        }
    }

    private void awaitReturn(long seen) throws OutOfDescriptorsException, InterruptedException {
        while (ledger.awaitReturn(seen)) {
            try {
                cleanups.reclaim(patience);
            } finally {
                ledger.reclaimed();
            }
        }
    }

    /** The cleanup's action: runs once per descriptor, on a worker or in whoever closes by hand. */
    void close(long descriptor) {
        if (ledger.closing(descriptor)) {
            int result = Libc.close(Math.toIntExact(descriptor));
            ledger.closed(result != -Libc.EBADF);
        }
    }

    private static boolean isShortage(int result) {
        return result == -Libc.EMFILE || result == -Libc.ENFILE;
    }
}
