package dev.sexton.cleanup;

import java.time.Duration;
import java.time.Instant;

/**
 * What a runtime has done so far and what it is doing now.
 *
 * <p>The counts are read one after the other while the runtime goes on, in an order that keeps two promises without
 * stopping anyone: {@code executed <= queued}, and {@code live >= 0}. The cumulative counts never decrease from one
 * reading to the next.
 *
 * @param added cleanups registered so far
 * @param live cleanups that are registered and have not been stopped, cleaned or queued; never negative. What is on its
 *     way from one count to another while the reading is made may be missing from this and from {@code added}
 * @param stopped cleanups cancelled by {@link Cleanup#stop()}
 * @param cleaned cleanups run by {@link Cleanup#clean()}
 * @param queued cleanups found to belong to a dead object and queued to be run by a worker
 * @param executed cleanups that a worker has run to the end, failed ones included
 * @param failed cleanups whose action threw on a worker
 * @param workers worker threads that exist now
 * @param running workers that are running cleanups now
 * @param asleep workers that are waiting for work now; may be momentarily too high, never too low
 * @param sweeps sweeps over the registered cleanups so far
 * @param peakWorkers the most worker threads that existed at the same time
 * @param sweepTime how long all sweeps took together, the latest excluded while it is under way
 * @param lastSweepTime how long the last sweep took; zero if none has ended yet
 * @param lastSweepEnd when it ended; {@link Instant#EPOCH} if none has ended yet
 */
public record CleanupStats(
        long added,
        long live,
        long stopped,
        long cleaned,
        long queued,
        long executed,
        long failed,
        int workers,
        int running,
        int asleep,
        long sweeps,
        int peakWorkers,
        Duration sweepTime,
        Duration lastSweepTime,
        Instant lastSweepEnd) {}
