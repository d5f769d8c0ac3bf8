package dev.sexton.cleanup;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One set of cleanups with its own sweeper and workers.
 *
 * <p>Most programs need only the one behind {@link Cleanups}. A runtime of one's own gives separate figures, a failure
 * handler, or an end: after {@link #close()} it runs nothing and holds no thread.
 *
 * <p>A runtime holds threads only while it has something to do. One that has nothing live and nothing queued ends its
 * threads after the idle timeout and can then be collected like any object; the next {@code add} starts what it needs.
 * A runtime that is no longer referenced still runs the cleanups registered with it. All methods may be called by any
 * thread, {@code add} without a lock.
 */
public final class CleanupRuntime implements AutoCloseable {
    private final Engine engine;
    private final boolean shared;

    private CleanupRuntime(Engine engine, boolean shared) {
        this.engine = engine;
        this.shared = shared;
        engine.keepAlive(this);
    }

    static CleanupRuntime shared() {
        Builder builder = builder().name("shared");
        String sites = System.getProperty("sexton.cleanup.trackSites", "");
        builder.trackSites(Boolean.parseBoolean(sites));
        if (sites.matches("[1-9]\\d{0,8}")) {
            builder.trackSites(Integer.parseInt(sites));
        }
        if (Boolean.getBoolean("sexton.cleanup.reportLeaks")) {
            builder.reportLeaks();
        }
        return new CleanupRuntime(builder.engine(), true);
    }

    /**
     * Starts the description of a runtime.
     *
     * @return a builder in which everything has its default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * As {@link Cleanups#add(Object, Consumer, Object)}, in this runtime.
     *
     * @param <A> the type of the argument
     * @param object the object whose death is awaited
     * @param action must not capture {@code object}
     * @param argument handed to the action; may be null
     * @return the handle to cancel the cleanup or to run it early
     * @throws NullPointerException if {@code object} or {@code action} is null
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public <A> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        return engine.add(object, action, argument);
    }

    /**
     * As {@link Cleanups#add(Object, LongConsumer, long)}, in this runtime.
     *
     * @param object the object whose death is awaited
     * @param action must not capture {@code object}
     * @param argument handed to the action
     * @return the handle to cancel the cleanup or to run it early
     * @throws NullPointerException if {@code object} or {@code action} is null
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public Cleanup add(Object object, LongConsumer action, long argument) {
        return engine.add(object, action, argument);
    }

    /**
     * As {@link Cleanups#add(Object, Runnable)}, in this runtime.
     *
     * @param object the object whose death is awaited
     * @param action must not capture {@code object}
     * @return the handle to cancel the cleanup or to run it early
     * @throws NullPointerException if {@code object} or {@code action} is null
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public Cleanup add(Object object, Runnable action) {
        return engine.add(object, action);
    }

    /**
     * Waits until every cleanup that was queued has run. Objects that are dead but have not been found by a sweep are not
     * waited for; see {@link #reclaim}. Called from inside a cleanup, it does not wait for that one.
     *
     * @param timeout how long to wait at most; zero or less looks once
     * @return true if there was a moment during the call at which nothing was queued or running; false on time-out
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return engine.awaitIdle(NANOSECONDS.convert(timeout));
    }

    /**
     * Gets back what dead objects still hold: collects, sweeps, and waits until the cleanups found have run. For the moment
     * when memory or descriptors have run out; it costs a full collection, which callers at the same time share.
     *
     * <p>An object counts as dead only when no frame holds it. A frame that runs in the interpreter keeps what its variables hold
     * until it returns or they are overwritten, so what another thread has just finished with may be missed; call again.
     *
     * @param timeout how long to wait at most; the collection itself cannot be interrupted
     * @return true if all of it was done; false on time-out, and also if the JVM refuses to collect on request
     *     ({@code -XX:+DisableExplicitGC}, the Epsilon collector) and no collection came by itself within the time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean reclaim(Duration timeout) throws InterruptedException {
        return engine.reclaim(NANOSECONDS.convert(timeout));
    }

    /**
     * What this runtime has done and is doing. What is live is counted by looking, which takes about half a millisecond per million;
     * so it can be polled every few seconds, and nobody pays for it who does not ask.
     *
     * @return a reading, never null
     */
    public CleanupStats stats() {
        return engine.stats();
    }

    /**
     * Where the cleanups that are live now were registered, and how many at each place: the first question when
     * {@link CleanupStats#live()} grows. Only what was registered while sites were {@linkplain Builder#trackSites tracked} is
     * counted. Passes every live cleanup and holds up sweeps meanwhile; {@code add}, {@code stop} and {@code clean} go on.
     *
     * @return the number of live cleanups by the line that called {@code add}, not null
     */
    public Map<StackTraceElement, Long> liveSites() {
        return engine.liveSites();
    }

    /**
     * Refuses new cleanups from now on, waits until what is queued has run, and ends the threads. Idempotent.
     *
     * <p>Cleanups that are still live are not run and not dropped: their handles still stop and clean, but nothing will run
     * them when their objects die. Call {@link #reclaim} before, if dead objects are to be found first.
     *
     * <p>Called from inside a cleanup of this runtime it does not wait, and neither does it go on waiting when the thread is
     * interrupted, which is left interrupted; the workers then finish the queue and end by themselves.
     *
     * @throws UnsupportedOperationException for the shared runtime, which belongs to the whole JVM
     */
    @Override
    public void close() {
        if (shared) {
            throw new UnsupportedOperationException("The shared runtime serves the whole JVM and cannot be closed; "
                    + "it ends its threads by itself when nothing is live. Build a runtime of your own to close it");
        }
        engine.close();
    }

    /**
     * What the builder called it; several runtimes may have the same name.
     *
     * @return the name, never null; {@code shared} for the shared runtime
     */
    public String name() {
        return engine.name();
    }

    @Override
    public String toString() {
        return "CleanupRuntime[" + engine.name() + "]";
    }

    /** Describes a {@link CleanupRuntime}. Not thread-safe. */
    public static final class Builder {
        private String name = "cleanup";
        private int maxWorkers;
        private @Nullable ThreadFactory threadFactory;
        private @Nullable FailureHandler failureHandler;
        private Duration sweepInterval = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofSeconds(30);
        private Duration exitLimit = Duration.ZERO;
        private int trackOneIn;
        private @Nullable LeakHandler leakHandler;

        private Builder() {}

        /**
         * Names the runtime and its threads. The default is {@code cleanup}.
         *
         * @param name appears in thread names as {@code sexton-NAME-sweeper} and {@code sexton-NAME-worker-1}, and wherever
         *     figures of several runtimes are shown; not null
         * @return this builder
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Bounds the number of worker threads, stuck ones included.
         *
         * <p>Unless this is called, a quarter of the processors, at least one worker, run cleanups at the same time, and a
         * worker that is stuck in a slow action is replaced, up to 64 workers in all. With a bound of one, cleanups
         * run one after the other, and a slow one delays the others.
         *
         * @param maxWorkers at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1: nothing would ever run
         */
        public Builder maxWorkers(int maxWorkers) {
            if (maxWorkers < 1) {
                throw new IllegalArgumentException("maxWorkers is " + maxWorkers + ": no cleanup would ever run");
            }
            this.maxWorkers = maxWorkers;
            return this;
        }

        /**
         * Makes the runtime's threads. The default makes platform daemon threads with no context class loader and no
         * inherited thread-locals; a factory of one's own answers for these things itself. It is called for workers and
         * for the sweeper, and a non-daemon thread keeps the JVM from ending. It is called with
         * locks held, so it must not use this runtime; what it throws for the sweeper comes out of {@code add}.
         *
         * @param threadFactory not null
         * @return this builder
         */
        public Builder threadFactory(ThreadFactory threadFactory) {
            this.threadFactory = Objects.requireNonNull(threadFactory, "threadFactory");
            return this;
        }

        /**
         * Is told of every cleanup that throws on a worker. The default logs a warning.
         *
         * @param failureHandler not null
         * @return this builder
         */
        public Builder failureHandler(FailureHandler failureHandler) {
            this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
            return this;
        }

        /**
         * Bounds how long a dead object can go unnoticed after its collection, should the collection not have been noticed:
         * while anything is live, there is a sweep at least this often. The default is 10 seconds.
         *
         * @param sweepInterval positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder sweepInterval(Duration sweepInterval) {
            this.sweepInterval = positive(sweepInterval, "sweepInterval");
            return this;
        }

        /**
         * How long a worker waits for work, and the sweeper for something live, before the thread ends. The default is 30
         * seconds.
         *
         * @param idleTimeout positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout = positive(idleTimeout, "idleTimeout");
            return this;
        }

        /**
         * Whether what is still live runs when the JVM exits, for at most 5 seconds. The default is false.
         *
         * @param runAtExit as for {@link #runAtExit(Duration)}
         * @return this builder
         */
        public Builder runAtExit(boolean runAtExit) {
            this.exitLimit = runAtExit ? Duration.ofSeconds(5) : Duration.ZERO;
            return this;
        }

        /**
         * Runs what is still live when the JVM exits, in a shutdown hook. The objects are still reachable then, and other
         * threads may be using them while their cleanups run: ask for this only if the actions bear it. The exit does
         * not wait longer than {@code limit}; what has not run by then does not run.
         *
         * @param limit positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder runAtExit(Duration limit) {
            this.exitLimit = positive(limit, "limit");
            return this;
        }

        /**
         * Whether each {@code add} records where it was called, for the failure handler's message and the handle's
         * {@code toString()}. Costs a stack walk, about a microsecond, and some 100 bytes per cleanup. The default is false.
         *
         * @param trackSites true to record
         * @return this builder
         */
        public Builder trackSites(boolean trackSites) {
            this.trackOneIn = trackSites ? 1 : 0;
            return this;
        }

        /**
         * The same for some of the {@code add}s only, taken at random, so that it can be left on: the cost is that part of
         * the cost for all, on average.
         *
         * @param oneIn of how many {@code add}s one records where it was called; 1 for all, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder trackSites(int oneIn) {
            if (oneIn < 1) {
                throw new IllegalArgumentException("oneIn is " + oneIn + ": one in so many cannot be tracked");
            }
            this.trackOneIn = oneIn;
            return this;
        }

        /**
         * As {@link #reportLeaks(LeakHandler)}, to the {@link System.Logger} named {@code dev.sexton.cleanup}, as warnings.
         *
         * @return this builder
         */
        public Builder reportLeaks() {
            return reportLeaks(Engine.LEAKS_TO_LOG);
        }

        /**
         * Reports objects that could have been closed by hand, since their class implements {@link AutoCloseable}, and were left
         * to the collector instead: their cleanups ran on a worker. Objects whose {@code close} neither cleans nor stops their
         * cleanup are reported as well. Not reported: what runs because the JVM exits, and what was registered while sites
         * were not tracked.
         *
         * <p>Reports are made by place, at most one a minute for each, with the number of objects. Tracks the sites of all
         * {@code add}s, unless {@link #trackSites(int)} says of how many, and besides the site the line that made the object.
         * Off by default, and then without any cost.
         *
         * @param leakHandler told of each report; not null
         * @return this builder
         */
        public Builder reportLeaks(LeakHandler leakHandler) {
            this.leakHandler = Objects.requireNonNull(leakHandler, "leakHandler");
            return this;
        }

        /**
         * Makes the runtime. It starts no thread before the first {@code add}.
         *
         * @return a new runtime
         */
        public CleanupRuntime build() {
            return new CleanupRuntime(engine(), false);
        }

        private Engine engine() {
            return new Engine(new Settings(
                    name,
                    maxWorkers,
                    threadFactory,
                    failureHandler,
                    NANOSECONDS.convert(sweepInterval),
                    NANOSECONDS.convert(idleTimeout),
                    NANOSECONDS.convert(exitLimit),
                    leakHandler == null ? trackOneIn : Math.max(1, trackOneIn),
                    leakHandler));
        }

        private static Duration positive(Duration duration, String what) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(what + " is " + duration + ": it must be positive");
            }
            return duration;
        }
    }
}
