package dev.sexton.cleanup;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.Settings;
import dev.sexton.cleanup.internal.watch.LeakReport;
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
 * <p>Most programs need only the shared runtime of {@link Cleanups}. Create your own for separate statistics, a failure handler,
 * or a shutdown: a closed runtime runs nothing and holds no thread.
 *
 * <p>A runtime holds threads only while it has something to do. A runtime with nothing live and nothing queued ends its threads
 * after the idle timeout, and can then be collected like any object; the next {@code add} starts the threads it needs. A
 * runtime that is no longer referenced still runs the cleanups registered with it. All methods may be called by any thread;
 * {@code add} takes no lock.
 *
 * @since 0.2.0
 */
public final class CleanupRuntime implements AutoCloseable {
    private final Engine engine;
    private final boolean shared;

    private CleanupRuntime(Engine engine, boolean shared) {
        this.engine = engine;
        this.shared = shared;
        engine.keepAlive(this);
    }

    static CleanupRuntime shared(SharedSettings settings) {
        return new CleanupRuntime(settings.applyTo(builder().name("shared")).engine(), true);
    }

    /**
     * Returns a builder in which everything has its default.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Registers a cleanup with this runtime, as {@link Cleanups#add(Object, Consumer, Object)} does with the shared one.
     *
     * @param <A> the type of the argument
     * @param object the object to watch
     * @param action called with {@code argument} after {@code object} became unreachable; must not capture {@code object}
     * @param argument handed to the action; may be null
     * @return the handle, to cancel the cleanup or to run it early
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public <A extends @Nullable Object> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        return engine.add(object, action, argument);
    }

    /**
     * Registers a cleanup with this runtime, as {@link Cleanups#add(Object, LongConsumer, long)} does with the shared one.
     *
     * @param object the object to watch
     * @param action called with {@code argument} after {@code object} became unreachable; must not capture {@code object}
     * @param argument handed to the action
     * @return the handle, to cancel the cleanup or to run it early
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public Cleanup add(Object object, LongConsumer action, long argument) {
        return engine.add(object, action, argument);
    }

    /**
     * Registers a cleanup with this runtime, as {@link Cleanups#add(Object, Runnable)} does with the shared one.
     *
     * @param object the object to watch
     * @param action run after {@code object} became unreachable; must not capture {@code object}
     * @return the handle, to cancel the cleanup or to run it early
     * @throws IllegalArgumentException if the cleanup would never run
     * @throws IllegalStateException if this runtime is closed
     */
    public Cleanup add(Object object, Runnable action) {
        return engine.add(object, action);
    }

    /**
     * Waits until every queued cleanup has run. Does not wait for objects that are dead but have not been found by a sweep;
     * see {@link #reclaim}. Called from inside a cleanup, it does not wait for that cleanup.
     *
     * @param timeout the longest time to wait; zero or less checks once
     * @return true if there was a moment during the call at which nothing was queued or running; false if the time ran out
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return engine.awaitIdle(nanos(timeout, "timeout"));
    }

    /**
     * Releases what dead objects still hold: collects, sweeps, and waits until the cleanups found have run. Meant for the moment
     * when memory or descriptors have run out. It costs a full collection, which concurrent callers share.
     *
     * <p>An object is dead only when no stack frame holds it. In a frame that the interpreter runs, a variable holds its object until
     * the method returns or the variable is overwritten. So an object that another thread has just finished with may be
     * missed; a later call finds it.
     *
     * @param timeout the longest time to wait; the collection itself cannot be interrupted
     * @return true if all of it was done, and old objects were collected as well as young ones; false if the time ran out, and also if
     *     the JVM refuses to collect on request ({@code -XX:+DisableExplicitGC}, the Epsilon collector) and no other collection of old
     *     objects happened in time, or if it does not say which objects it has collected ({@code -XX:+ExplicitGCInvokesConcurrent} up to
     *     Java 19)
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean reclaim(Duration timeout) throws InterruptedException {
        return engine.reclaim(nanos(timeout, "timeout"));
    }

    /**
     * Returns what this runtime has done and is doing. Live cleanups are counted by looking at them, about half a millisecond per
     * million, so polling every few seconds is fine; there is no cost unless you call it.
     *
     * @return a new reading
     */
    public CleanupStats stats() {
        return new CleanupStats(engine.figures());
    }

    /**
     * Returns the statistics as {@link #stats()} does, from a reading that callers of this method share if it was begun less than
     * {@code maxAge} ago. Meant for code that shows one figure at a time, such as a meter: a poll of all of them then costs
     * one reading, and shows figures that belong together.
     *
     * @param maxAge the greatest age of the reading; zero or less for a new one
     * @return a shared reading, or a new one, which later calls share
     */
    public CleanupStats stats(Duration maxAge) {
        return new CleanupStats(engine.figures(nanos(maxAge, "maxAge")));
    }

    /**
     * Returns how many live cleanups were registered at each site: the first thing to look at when
     * {@link CleanupStats#live()} grows. Counts only cleanups that were registered while sites were
     * {@linkplain Builder#trackSites() tracked}. Passes every live cleanup, and delays sweeps meanwhile; {@code add},
     * {@code stop} and {@code clean} go on.
     *
     * @return an immutable map from the line that called {@code add} to the number of live cleanups
     */
    public Map<StackTraceElement, Long> liveSites() {
        return Map.copyOf(engine.liveSites());
    }

    /**
     * Refuses new cleanups from now on, waits until the queued cleanups have run, and ends the threads. A second call waits
     * again if there is still something to wait for. Does nothing for the {@linkplain Cleanups#runtime() shared runtime},
     * which serves the whole JVM.
     *
     * <p>Live cleanups are neither run nor dropped: their handles still stop and clean, but nothing runs them when their objects
     * die. Call {@link #reclaim} first to find the objects that are dead already.
     *
     * <p>Called from inside a cleanup of this runtime, it does not wait. If the thread is interrupted it stops waiting and leaves
     * the interrupt status set. In both cases the workers finish the queue and then end.
     */
    @Override
    public void close() {
        if (!shared) {
            engine.close();
        }
    }

    /**
     * Closes this runtime as {@link #close()} does, and waits for at most {@code timeout}.
     *
     * <p>After the call the runtime is closed, whatever the result, also if the call throws. If cleanups are left in the queue, the
     * workers finish them and then end. A later call can wait again.
     *
     * @param timeout the longest time to wait; with zero or less the call does not wait
     * @return true if every queued cleanup has run and every thread of this runtime has ended; false if the time ran out first,
     *     if the call was made from inside a cleanup of this runtime, which does not wait, and for the shared runtime, which
     *     stays open
     * @throws InterruptedException if the thread is interrupted while it waits, or was before it had to wait
     */
    public boolean close(Duration timeout) throws InterruptedException {
        long nanos = nanos(timeout, "timeout");
        return !shared && engine.close(nanos);
    }

    /**
     * Returns whether this runtime refuses new cleanups.
     *
     * @return true if {@code close} was called, or if a SecurityManager does not grant this library what it needs; always false for
     *     the shared runtime without a SecurityManager
     */
    public boolean isClosed() {
        return engine.isClosed();
    }

    /**
     * Returns the name that the builder was given. Several runtimes may have the same name.
     *
     * @return the name; {@code shared} for the shared runtime
     */
    public String name() {
        return engine.name();
    }

    @Override
    public String toString() {
        return "CleanupRuntime[" + engine.name() + "]";
    }

    private static long nanos(Duration duration, String name) {
        return NANOSECONDS.convert(Objects.requireNonNull(duration, name));
    }

    /**
     * A builder of {@link CleanupRuntime}s. Not thread-safe.
     *
     * @since 0.2.0
     */
    public static final class Builder {
        private String name = "cleanup";
        private int maxWorkers;
        private @Nullable ThreadFactory threadFactory;
        private @Nullable FailureHandler failureHandler;
        private Duration sweepInterval = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofSeconds(30);
        private Duration exitLimit = Duration.ZERO;

        /** Whether trackSites was called; and the argument of sampleSites, 0 if it was not. */
        private boolean allSites;

        private int sampleOneIn;

        private @Nullable Consumer<LeakReport> leakHandler;

        private Builder() {}

        /**
         * Sets the name of the runtime and of its threads. The default is {@code cleanup}.
         *
         * @param name appears in thread names, such as {@code sexton-NAME-sweeper} and {@code sexton-NAME-worker-1}, and
         *     wherever statistics of several runtimes are shown
         * @return this builder
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the largest number of worker threads, stuck ones included.
         *
         * <p>Without this call, a quarter of the processors, at least one worker, run cleanups at the same time, and a
         * worker that is stuck in a slow action is replaced, up to 64 workers in all. With a bound of one, cleanups
         * run one after the other, and a slow one delays the others.
         *
         * @param maxWorkers at least 1
         * @return this builder
         * @throws IllegalArgumentException if {@code maxWorkers} is less than 1
         */
        public Builder maxWorkers(int maxWorkers) {
            this.maxWorkers = atLeastOne(maxWorkers, "maxWorkers", ": no cleanup would ever run");
            return this;
        }

        /**
         * Sets the factory of the runtime's threads. The default makes platform daemon threads with no context class loader
         * and no inherited thread-locals; a custom factory is responsible for these properties. It makes the workers
         * and the sweeper; a non-daemon thread keeps the JVM from ending. It is called with locks held, so it must not
         * use this runtime. An exception that it throws for the sweeper is thrown by {@code add}.
         *
         * @param threadFactory the factory
         * @return this builder
         */
        public Builder threadFactory(ThreadFactory threadFactory) {
            this.threadFactory = Objects.requireNonNull(threadFactory, "threadFactory");
            return this;
        }

        /**
         * Sets the handler of failures on workers. The default logs a warning.
         *
         * @param failureHandler called for every cleanup that throws on a worker
         * @return this builder
         */
        public Builder failureHandler(FailureHandler failureHandler) {
            this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
            return this;
        }

        /**
         * Sets the longest time between two sweeps while anything is live. It bounds how long a dead object can stay unnoticed
         * if the collection that found it dead was not noticed. The default is 10 seconds.
         *
         * @param sweepInterval positive
         * @return this builder
         * @throws IllegalArgumentException if {@code sweepInterval} is not positive
         */
        public Builder sweepInterval(Duration sweepInterval) {
            this.sweepInterval = positive(sweepInterval, "sweepInterval");
            return this;
        }

        /**
         * Sets how long a worker waits for work, and the sweeper for something live, before the thread ends. The default is 30
         * seconds.
         *
         * @param idleTimeout positive
         * @return this builder
         * @throws IllegalArgumentException if {@code idleTimeout} is not positive
         */
        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout = positive(idleTimeout, "idleTimeout");
            return this;
        }

        /**
         * Runs the live cleanups when the JVM exits, in a shutdown hook. Their objects are still reachable then, and other
         * threads may be using them: call this only if the actions tolerate that. The exit waits for at most
         * {@code limit}; cleanups that have not run by then do not run. By default, live cleanups do not run at exit.
         *
         * @param limit positive
         * @return this builder
         * @throws IllegalArgumentException if {@code limit} is not positive
         */
        public Builder runAtExit(Duration limit) {
            this.exitLimit = positive(limit, "limit");
            return this;
        }

        /**
         * Records the site of every {@code add}, the line that called it, for the failure handler's message, the handle's
         * {@code toString()} and {@link CleanupRuntime#liveSites()}. Costs a stack walk, about a microsecond, and some 100
         * bytes per cleanup. By default no site is recorded. Excludes {@link #sampleSites}.
         *
         * @return this builder
         */
        public Builder trackSites() {
            this.allSites = true;
            return this;
        }

        /**
         * Records the site of one in {@code oneIn} calls of {@code add}, at random. The average cost falls in proportion, so
         * this can stay on in production. Excludes {@link #trackSites}.
         *
         * @param oneIn at least 1; 1 records all
         * @return this builder
         * @throws IllegalArgumentException if {@code oneIn} is less than 1
         */
        public Builder sampleSites(int oneIn) {
            this.sampleOneIn = atLeastOne(oneIn, "oneIn", "");
            return this;
        }

        /**
         * Reports leaks, as {@link #reportLeaks(LeakHandler)} does, as warnings to the {@link System.Logger} named
         * {@code dev.sexton.cleanup}.
         *
         * @return this builder
         */
        public Builder reportLeaks() {
            this.leakHandler = Engine.LEAKS_TO_LOG;
            return this;
        }

        /**
         * Reports objects that were collected without being closed: objects of a class that implements {@link AutoCloseable}
         * whose cleanups ran on a worker. Objects whose {@code close} neither cleans nor stops their cleanup are reported as
         * well. Cleanups that run because the JVM exits are not reported, nor are those whose site was not recorded.
         *
         * <p>Reports are grouped by site, at most one a minute for each, and give the number of objects. This records the sites of
         * all {@code add}s, unless {@link #sampleSites} says of how many, and also the line that made the object. By default
         * nothing is reported, at no cost.
         *
         * @param leakHandler called for each report
         * @return this builder
         */
        public Builder reportLeaks(LeakHandler leakHandler) {
            Objects.requireNonNull(leakHandler, "leakHandler");
            this.leakHandler = report -> leakHandler.leaked(new Leak(report));
            return this;
        }

        /**
         * Returns a new runtime. It starts no thread before the first {@code add}.
         *
         * @return a new runtime
         * @throws IllegalStateException if {@link #trackSites} and {@link #sampleSites} were both called
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
                    trackOneIn(),
                    leakHandler));
        }

        /** Of how many registrations the site of one is recorded; 0 for none. */
        private int trackOneIn() {
            if (allSites && sampleOneIn > 0) {
                throw new IllegalStateException("trackSites() and sampleSites(" + sampleOneIn
                        + ") exclude each other: the first records every site, the second one in " + sampleOneIn
                        + ". Call only one of them");
            }
            if (sampleOneIn > 0) {
                return sampleOneIn;
            }
            return allSites || leakHandler != null ? 1 : 0;
        }

        private static int atLeastOne(int value, String name, String consequence) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, but was " + value + consequence);
            }
            return value;
        }

        private static Duration positive(Duration duration, String name) {
            Objects.requireNonNull(duration, name);
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + duration);
            }
            return duration;
        }
    }
}
