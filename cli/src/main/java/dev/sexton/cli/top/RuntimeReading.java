package dev.sexton.cli.top;

import java.time.Duration;
import java.time.Instant;

/**
 * What one cleanup runtime of another JVM has shown at one moment.
 *
 * @param runtime its name, with a number if it is not the only one of this name
 * @param lastSweepEnd the epoch if there was none yet
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
    /** Queued and not yet run to the end. */
    long waiting() {
        return queued - executed;
    }
}
