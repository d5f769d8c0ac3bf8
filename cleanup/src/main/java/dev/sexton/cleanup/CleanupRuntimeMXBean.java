package dev.sexton.cleanup;

/**
 * One runtime as JMX shows it, under the name {@code dev.sexton.cleanup:type=CleanupRuntime,name="NAME"}; where several of the same
 * name are at work, each further one has {@code ,instance=2} and so on behind it.
 *
 * <p>A runtime is registered with the JVM's platform MBean server as long as it has a sweeper: from its first {@code add} until
 * nothing has been live for the idle timeout, or until it is closed. It does not start JMX, which would take some 200 ms
 * of processor time that most programs would spend for nothing: it waits until somebody else has, an application, a server, a
 * tool that attaches, and notices that within its sweep interval.
 *
 * <p>The attributes are those of {@link CleanupStats}. Each is a reading of its own, about half a millisecond per million live cleanups; a reader that wants {@code executed <=
 * queued} asks for {@code Executed} first, and for both in one request.
 */
public interface CleanupRuntimeMXBean {
    /**
     * What the builder called the runtime.
     *
     * @return the name
     */
    String getName();

    /**
     * Cleanups registered so far.
     *
     * @return {@link CleanupStats#added()}
     */
    long getAdded();

    /**
     * Cleanups that wait for their object's death.
     *
     * @return {@link CleanupStats#live()}
     */
    long getLive();

    /**
     * Cleanups cancelled so far.
     *
     * @return {@link CleanupStats#stopped()}
     */
    long getStopped();

    /**
     * Cleanups run by hand so far.
     *
     * @return {@link CleanupStats#cleaned()}
     */
    long getCleaned();

    /**
     * Cleanups queued so far, because their object was found dead.
     *
     * @return {@link CleanupStats#queued()}
     */
    long getQueued();

    /**
     * Cleanups that a worker has run so far.
     *
     * @return {@link CleanupStats#executed()}
     */
    long getExecuted();

    /**
     * Cleanups that threw on a worker so far.
     *
     * @return {@link CleanupStats#failed()}
     */
    long getFailed();

    /**
     * Worker threads that exist now.
     *
     * @return {@link CleanupStats#workers()}
     */
    int getWorkers();

    /**
     * Workers that are running cleanups now.
     *
     * @return {@link CleanupStats#running()}
     */
    int getRunning();

    /**
     * Workers that are waiting for work now.
     *
     * @return {@link CleanupStats#asleep()}
     */
    int getAsleep();

    /**
     * The most workers that existed at the same time.
     *
     * @return {@link CleanupStats#peakWorkers()}
     */
    int getPeakWorkers();

    /**
     * Sweeps begun so far.
     *
     * @return {@link CleanupStats#sweeps()}
     */
    long getSweeps();

    /**
     * How long all sweeps so far took together.
     *
     * @return {@link CleanupStats#sweepTime()} in nanoseconds
     */
    long getSweepTimeNanos();

    /**
     * How long the last sweep took.
     *
     * @return {@link CleanupStats#lastSweepTime()} in nanoseconds
     */
    long getLastSweepTimeNanos();

    /**
     * When the last sweep ended.
     *
     * @return {@link CleanupStats#lastSweepEnd()} in milliseconds since 1970; 0 if none has ended yet
     */
    long getLastSweepEndMillis();
}
