package dev.sexton.cli.top;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of a cleanup runtime of another JVM.
 *
 * @param runtime the runtime's name, with a number if it is not the only one of this name
 * @param lastSweepEnd the epoch if no sweep has ended yet
 */
record RuntimeReading(
        String runtime,
        long added,
        long live,
        long queued,
        long executed,
        long failed,
        int running,
        int workers,
        Duration lastSweep,
        Instant lastSweepEnd) {
    /** Returns how many cleanups are queued and have not run to the end. */
    long waiting() {
        return queued - executed;
    }
}
