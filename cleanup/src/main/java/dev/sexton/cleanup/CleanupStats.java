package dev.sexton.cleanup;

import dev.sexton.cleanup.internal.watch.RuntimeFigures;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a {@link CleanupRuntime}: what it has done so far, and what it is doing. Immutable.
 *
 * <p>The values are read one after the other while the runtime goes on. Their order keeps two promises without stopping any
 * thread: {@code executed() <= queued()}, and {@code live() >= 0}. Cumulative values never decrease from one reading to the
 * next. Two readings are equal if all their values are.
 *
 * @since 0.2.0
 */
public final class CleanupStats {
    private final RuntimeFigures figures;

    CleanupStats(RuntimeFigures figures) {
        this.figures = figures;
    }

    /**
     * Returns how many cleanups were registered so far.
     *
     * @return a cumulative count
     */
    public long added() {
        return figures.cleanups().added();
    }

    /**
     * Returns how many cleanups are registered and have not been stopped, cleaned or queued. A cleanup that is added while the
     * reading is made may be missing here and in {@link #added()}.
     *
     * @return never negative
     */
    public long live() {
        return figures.cleanups().live();
    }

    /**
     * Returns how many cleanups were cancelled by {@link Cleanup#stop()} so far.
     *
     * @return a cumulative count
     */
    public long stopped() {
        return figures.cleanups().stopped();
    }

    /**
     * Returns how many cleanups were run by {@link Cleanup#clean()} so far.
     *
     * @return a cumulative count
     */
    public long cleaned() {
        return figures.cleanups().cleaned();
    }

    /**
     * Returns how many cleanups were queued for a worker so far, because their object was found dead.
     *
     * @return a cumulative count
     */
    public long queued() {
        return figures.cleanups().queued();
    }

    /**
     * Returns how many cleanups a worker has run to the end so far, failed ones included.
     *
     * @return a cumulative count; at most {@link #queued()}
     */
    public long executed() {
        return figures.cleanups().executed();
    }

    /**
     * Returns how many cleanups are queued and have not run to the end.
     *
     * @return {@code queued() - executed()}; never negative
     */
    public long waiting() {
        return figures.cleanups().waiting();
    }

    /**
     * Returns how many cleanups threw on a worker so far.
     *
     * @return a cumulative count; at most {@link #executed()}
     */
    public long failed() {
        return figures.cleanups().failed();
    }

    /**
     * Returns how many worker threads exist.
     *
     * @return the number now
     */
    public int workers() {
        return figures.workers().existing();
    }

    /**
     * Returns how many workers are running cleanups.
     *
     * @return the number now
     */
    public int running() {
        return figures.workers().running();
    }

    /**
     * Returns how many workers are waiting for work.
     *
     * @return the number now; it may be too high for a moment, never too low
     */
    public int asleep() {
        return figures.workers().asleep();
    }

    /**
     * Returns the largest number of worker threads that existed at the same time.
     *
     * @return the largest number so far
     */
    public int peakWorkers() {
        return figures.workers().peak();
    }

    /**
     * Returns how many sweeps over the registered cleanups have begun so far.
     *
     * @return a cumulative count
     */
    public long sweeps() {
        return figures.sweeps().begun();
    }

    /**
     * Returns the total duration of the sweeps that have ended.
     *
     * @return a cumulative time
     */
    public Duration sweepTime() {
        return figures.sweeps().totalTime();
    }

    /**
     * Returns the duration of the last sweep that has ended.
     *
     * @return the duration; zero if no sweep has ended yet
     */
    public Duration lastSweepTime() {
        return figures.sweeps().lastTime();
    }

    /**
     * Returns when the last sweep ended.
     *
     * @return the time; {@link Instant#EPOCH} if no sweep has ended yet
     */
    public Instant lastSweepEnd() {
        return figures.sweeps().lastEnd();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CleanupStats stats && figures.equals(stats.figures);
    }

    @Override
    public int hashCode() {
        return figures.hashCode();
    }

    @Override
    public String toString() {
        return "CleanupStats[added=" + added() + ", live=" + live() + ", stopped=" + stopped() + ", cleaned="
                + cleaned()
                + ", queued=" + queued() + ", executed=" + executed() + ", failed=" + failed() + "; workers="
                + workers()
                + ", running=" + running() + ", asleep=" + asleep() + ", peakWorkers=" + peakWorkers() + "; sweeps="
                + sweeps() + ", sweepTime=" + sweepTime() + ", lastSweepTime=" + lastSweepTime() + ", lastSweepEnd="
                + lastSweepEnd() + "]";
    }
}
