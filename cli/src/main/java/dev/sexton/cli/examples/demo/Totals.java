package dev.sexton.cli.examples.demo;

import java.util.concurrent.atomic.LongAdder;

/** Counts what all threads together have read. */
final class Totals {
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder checksum = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    /** Counts a file that was read to its end. A sum of checksums does not depend on who read what and when. */
    void read(long size, long crc) {
        files.increment();
        bytes.add(size);
        checksum.add(crc);
    }

    void unreadable() {
        unreadable.increment();
    }

    long files() {
        return files.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long checksum() {
        return checksum.sum();
    }

    long unreadableFiles() {
        return unreadable.sum();
    }
}
