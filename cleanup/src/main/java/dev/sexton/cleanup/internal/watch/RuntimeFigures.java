package dev.sexton.cleanup.internal.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of a runtime's statistics; the public class is a shell around it.
 *
 * @param cleanups cumulative, but for {@code live}
 * @param workers the threads
 * @param sweeps the searches for dead objects
 */
public record RuntimeFigures(Cleanups cleanups, Workers workers, Sweeps sweeps) {
    /**
     * The cleanups.
     *
     * @param added registered
     * @param live registered and not yet stopped, cleaned or queued
     * @param stopped cancelled
     * @param cleaned run by hand
     * @param queued found dead
     * @param executed run by a worker
     * @param failed that threw on a worker
     */
    public record Cleanups(long added, long live, long stopped, long cleaned, long queued, long executed, long failed) {
        /**
         * Returns how many are queued and have not run to the end.
         *
         * @return never negative, since executed is read before queued
         */
        public long waiting() {
            return queued - executed;
        }
    }

    /**
     * The worker threads.
     *
     * @param existing all of them
     * @param running that run cleanups
     * @param asleep that wait for work
     * @param peak the most that existed at the same time
     */
    public record Workers(int existing, int running, int asleep, int peak) {}

    /**
     * The sweeps.
     *
     * @param begun how many
     * @param totalTime of all that have ended
     * @param lastTime of the last that has ended
     * @param lastEnd when it ended; the epoch if none has
     */
    public record Sweeps(long begun, Duration totalTime, Duration lastTime, Instant lastEnd) {}
}
