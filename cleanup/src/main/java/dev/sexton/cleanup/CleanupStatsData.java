package dev.sexton.cleanup;

/**
 * {@link CleanupStats} as JMX shows them: a composite value with one item for each method of this interface, such as {@code added}
 * and {@code lastSweepEndMillis}.
 *
 * @since 0.2.0
 */
public interface CleanupStatsData {
    /**
     * Returns how many cleanups were registered so far.
     *
     * @return {@link CleanupStats#added()}
     */
    long getAdded();

    /**
     * Returns how many cleanups wait for their object's death.
     *
     * @return {@link CleanupStats#live()}
     */
    long getLive();

    /**
     * Returns how many cleanups were cancelled so far.
     *
     * @return {@link CleanupStats#stopped()}
     */
    long getStopped();

    /**
     * Returns how many cleanups were run by hand so far.
     *
     * @return {@link CleanupStats#cleaned()}
     */
    long getCleaned();

    /**
     * Returns how many cleanups were queued so far, because their object was found dead.
     *
     * @return {@link CleanupStats#queued()}
     */
    long getQueued();

    /**
     * Returns how many cleanups a worker has run so far.
     *
     * @return {@link CleanupStats#executed()}
     */
    long getExecuted();

    /**
     * Returns how many cleanups threw on a worker so far.
     *
     * @return {@link CleanupStats#failed()}
     */
    long getFailed();

    /**
     * Returns how many worker threads exist.
     *
     * @return {@link CleanupStats#workers()}
     */
    int getWorkers();

    /**
     * Returns how many workers are running cleanups.
     *
     * @return {@link CleanupStats#running()}
     */
    int getRunning();

    /**
     * Returns how many workers are waiting for work.
     *
     * @return {@link CleanupStats#asleep()}
     */
    int getAsleep();

    /**
     * Returns the largest number of workers that existed at the same time.
     *
     * @return {@link CleanupStats#peakWorkers()}
     */
    int getPeakWorkers();

    /**
     * Returns how many sweeps have begun so far.
     *
     * @return {@link CleanupStats#sweeps()}
     */
    long getSweeps();

    /**
     * Returns the total duration of all sweeps so far.
     *
     * @return {@link CleanupStats#sweepTime()} in nanoseconds
     */
    long getSweepTimeNanos();

    /**
     * Returns the duration of the last sweep.
     *
     * @return {@link CleanupStats#lastSweepTime()} in nanoseconds
     */
    long getLastSweepTimeNanos();

    /**
     * Returns when the last sweep ended.
     *
     * @return {@link CleanupStats#lastSweepEnd()} in milliseconds since 1970; 0 if none has ended yet
     */
    long getLastSweepEndMillis();
}
