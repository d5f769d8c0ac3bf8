package dev.sexton.cli.examples.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One thread's work: open a file, read it, forget it, and so on; every K-th it closes by hand. */
final class Reader implements Callable<@Nullable Void> {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final SharedFiles files;
    private final Descriptors descriptors;
    private final Ledger ledger;
    private final Totals totals;
    private final Turns byHand;

    /** Whose turn it is, over all threads: every K-th, or nobody's if K is 0. */
    static final class Turns {
        private final int every;
        private final AtomicLong taken = new AtomicLong();

        Turns(int every) {
            this.every = every;
        }

        boolean next() {
            return every > 0 && taken.incrementAndGet() % every == 0;
        }
    }

    Reader(SharedFiles files, Descriptors descriptors, Ledger ledger, Totals totals, Turns byHand) {
        this.files = files;
        this.descriptors = descriptors;
        this.ledger = ledger;
        this.totals = totals;
        this.byHand = byHand;
    }

    @Override
    public @Nullable Void call() throws OutOfDescriptorsException, InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER_BYTES);
            for (Path file; (file = files.next()) != null; ) {
                boolean forgotten = read(file, buffer);
                if (forgotten) {
                    // Here and not in read: a frame that runs in the interpreter keeps what its variables hold until it
                    // returns, and a reclaim that came before would miss this file.
                    ledger.forgotten();
                }
            }
            return null;
        } finally {
            files.end();
        }
    }

    /** Returns whether it has left an open file to its cleanup. */
    private boolean read(Path path, MemorySegment buffer) throws OutOfDescriptorsException, InterruptedException {
        OpenFile file;
        try {
            file = descriptors.open(path);
        } catch (UnreadableException e) {
            totals.unreadable();
            return false;
        }
        count(file, buffer);
        if (!byHand.next()) {
            return true; // and nobody has the file any more
        }
        file.close();
        return false;
    }

    private void count(OpenFile file, MemorySegment buffer) {
        CRC32C crc = new CRC32C();
        long size = 0;
        int read;
        while ((read = file.read(buffer)) > 0) {
            crc.update(buffer.asSlice(0, read).asByteBuffer());
            size += read;
        }
        if (read == 0) {
            totals.read(size, crc.getValue());
        } else {
            totals.unreadable();
        }
    }
}
