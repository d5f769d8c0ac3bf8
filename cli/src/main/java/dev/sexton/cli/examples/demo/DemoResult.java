package dev.sexton.cli.examples.demo;

import dev.sexton.cleanup.CleanupStats;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The result of a run of the demo.
 *
 * @param totals what was read
 * @param descriptors the demo's own account at the end
 * @param openBySystem files below the directory that the system says are open and were not before; empty if it does not say
 * @param peakOpen the most descriptors the process was seen to have; empty if the system does not say
 * @param reclaimed whether the reclaim at the end was done in time
 * @param cleanups what the cleanup runtime has done
 * @param time from the first file to the last descriptor
 */
record DemoResult(
        Totals totals,
        Ledger.Counts descriptors,
        OptionalInt openBySystem,
        OptionalInt peakOpen,
        boolean reclaimed,
        Cleanups cleanups,
        Duration time) {
    /** How the descriptors were closed, and what that took. */
    record Cleanups(long byHand, long byWorkers, long sweeps, int workers) {
        static Cleanups of(CleanupStats stats) {
            return new Cleanups(stats.cleaned(), stats.executed(), stats.sweeps(), stats.peakWorkers());
        }
    }

    /** Returns how many descriptors stayed open: the larger of the own account and the system's. */
    long stillOpen() {
        return Math.max(descriptors.open(), openBySystem.orElse(0));
    }

    /** Returns whether each descriptor was closed, and closed once. */
    boolean isClean() {
        return stillOpen() == 0 && descriptors.closedTwice() == 0;
    }
}
