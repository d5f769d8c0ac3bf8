package dev.sexton.cleanup.internal;

import java.time.Duration;
import java.time.Instant;

/** How many sweeps there were and how long they took. Written under the sweep's lock, read without. */
final class SweepTimes {
    private volatile long begun;

    private volatile long totalNanos;

    private volatile long lastNanos;

    /** Milliseconds since 1970; 0 before the first. */
    private volatile long lastEnd;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void begin() {
        begun++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void end(long nanos) {
        totalNanos += nanos;
        lastNanos = nanos;
        lastEnd = System.currentTimeMillis();
    }

    long begun() {
        return begun;
    }

    Duration total() {
        return Duration.ofNanos(totalNanos);
    }

    Duration last() {
        return Duration.ofNanos(lastNanos);
    }

    Instant lastEnd() {
        return Instant.ofEpochMilli(lastEnd);
    }
}
