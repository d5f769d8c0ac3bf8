package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.gc.CanaryCycle;
import dev.sexton.cleanup.internal.gc.GcCycle;
import dev.sexton.cleanup.internal.site.SiteTracker;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.slots.StackRoom;
import dev.sexton.cleanup.internal.sweep.SweepTimes;
import dev.sexton.cleanup.internal.sweep.Sweeper;
import dev.sexton.cleanup.internal.watch.Events;
import dev.sexton.cleanup.internal.watch.LeakReport;
import dev.sexton.cleanup.internal.watch.LeakReports;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.watch.Recent;
import dev.sexton.cleanup.internal.watch.RunObserver;
import dev.sexton.cleanup.internal.watch.RuntimeFigures;
import dev.sexton.cleanup.internal.watch.Trace;
import dev.sexton.cleanup.internal.work.Privileged;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The door to the mechanism: checks a registration, records it, and makes sure that a sweeper is there to find it. */
public final class Engine {
    /** The default leak handler. */
    public static final Consumer<LeakReport> LEAKS_TO_LOG = Log::leaked;

    private final Settings settings;
    private final RegistrationCheck check;

    /** Null if no site is recorded. */
    private final @Nullable SiteTracker tracker;

    private final RunObserver observer;
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts);
    private final WorkerPool pool;
    private final GcCycle cycle;
    private final Sweeper sweeper;
    private final Recent<RuntimeFigures> recentFigures = new Recent<>(this::figures, System::nanoTime);

    /**
     * The runtime that users hold, alive as long as the engine is, so that code which refers to the runtime weakly, such as a meter,
     * sees it for as long as cleanups may run.
     */
    private @Nullable Object runtime;

    /** Why this engine cannot work here, null if it can. One that cannot is closed from the beginning. */
    private final @Nullable String refusal;

    /** Set once, by close; read by every add. A late add that misses it is recorded and, like all that is live, not run. */
    private volatile boolean closed;

    /**
     * Makes an engine that follows the JVM's collector. Starts no thread.
     *
     * @param settings the builder's settings
     */
    public Engine(Settings settings) {
        this(settings, new CanaryCycle());
    }

    Engine(Settings settings, GcCycle cycle) {
        Rehearsal.ensureDone();
        Trace.refresh();
        this.settings = settings;
        this.check = new RegistrationCheck(settings.holdingHandlers());
        this.refusal = Privileged.refusal();
        this.closed = refusal != null;
        this.cycle = cycle;
        Consumer<LeakReport> leakHandler = settings.leakHandler();
        String name = settings.name();
        int oneIn = settings.trackOneIn();
        this.tracker = oneIn == 0 ? null : new SiteTracker(oneIn, leakHandler != null);
        this.observer = new RunObserver(
                name, leakHandler == null ? null : new LeakReports(name, leakHandler, System::nanoTime));
        this.pool = new WorkerPool(settings.forWorkers(), observer);
        this.sweeper =
                new Sweeper(settings.forSweeper(), registry, pool, cycle, counts, new Management(name, recentFigures));
    }

    /**
     * Registers a cleanup with an object for an argument.
     *
     * @param <A> the type of the argument
     * @param object whose death is awaited
     * @param action what to run
     * @param argument what to hand to it
     * @return the record, which is the handle
     */
    public <A extends @Nullable Object> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        check(object, action, argument);
        return attach(
                object,
                new ObjectSpecial<>(object, tracker == null ? action : tracker.track(object, action), argument));
    }

    /**
     * Registers a cleanup with a long for an argument.
     *
     * @param object whose death is awaited
     * @param action what to run
     * @param argument what to hand to it
     * @return the record, which is the handle
     */
    public Cleanup add(Object object, LongConsumer action, long argument) {
        check(object, action, null);
        return attach(
                object,
                new LongSpecial(object, tracker == null ? action : tracker.trackLong(object, action), argument));
    }

    /**
     * Registers a cleanup without an argument.
     *
     * @param object whose death is awaited
     * @param action what to run
     * @return the record, which is the handle
     */
    public Cleanup add(Object object, Runnable action) {
        check(object, action, null);
        return attach(
                object,
                new ObjectSpecial<>(
                        object,
                        tracker == null ? ObjectSpecial.RUN : tracker.track(object, ObjectSpecial.RUN),
                        action));
    }

    private void check(Object object, Object action, @Nullable Object argument) {
        check.check(object, action, argument);
        if (object == runtime) {
            throw new IllegalArgumentException(
                    "The cleanup would never run: a runtime is reachable as long as a cleanup that"
                            + " is registered with it is live. Register it with another runtime");
        }
    }

    /**
     * Returns whether nothing can be registered any more.
     *
     * @return whether it is closed, or cannot work here
     */
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    refusal != null
                            ? refusal
                            : "The runtime " + settings.name()
                                    + " is closed: the cleanup would never run. Register it with a runtime that is open");
        }
    }

    /**
     * Registers. All that can fail is done before the registry publishes the special; what is called after that is allowed to fail, since
     * at the end of the stack any call does.
     */
    @SuppressWarnings("ReachabilityFenceUsage") // not in a finally block, since it may fail as well
    private Cleanup attach(Object object, Special special) {
        requireOpen();
        boolean traced = Trace.isOn();
        sweeper.ensureRunning();
        if (!registry.add(special)) {
            startAgain(special);
        }
        try {
            if (traced) {
                Events.registered(settings.name(), object);
            }
            Reference.reachabilityFence(object);
        } catch (Throwable atTheEndOfTheStack) {
            // It is registered. Only the interpreter calls the fence, and it keeps what is in variables anyway.
        }
        return special;
    }

    /** The sweeper has ended since the adder looked, or is about to begin. */
    private void startAgain(Special special) {
        try {
            sweeper.ensureRunning();
        } catch (Throwable noThread) {
            // No sweep would ever find it. Taking it back keeps the promise that a failed add has registered nothing.
            special.stop();
            throw noThread;
        }
    }

    /**
     * Makes the checks of a registration for an object that is not itself the one whose death is awaited, but stands for it.
     *
     * @param object what the user sees
     * @param action what to run
     * @param argument what to hand to it
     * @param isAlias whether what it is given keeps what stands behind {@code object} alive
     * @throws IllegalArgumentException if the cleanup would never run
     */
    public static void check(Object object, Object action, @Nullable Object argument, Predicate<Object> isAlias) {
        RegistrationCheck.check(object, action, argument, isAlias);
    }

    /**
     * Waits for the queue to be empty and the workers to be done.
     *
     * @param nanos how long at most
     * @return whether they were
     * @throws InterruptedException if interrupted meanwhile
     */
    public boolean awaitIdle(long nanos) throws InterruptedException {
        StackRoom.require(StackRoom.FOR_A_SWEEP);
        return pool.awaitIdle(Math.max(0, nanos), counts);
    }

    /**
     * Collects, sweeps and drains.
     *
     * @param nanos how long at most
     * @return whether all was done
     * @throws InterruptedException if interrupted meanwhile
     */
    public boolean reclaim(long nanos) throws InterruptedException {
        StackRoom.require(StackRoom.FOR_A_SWEEP);
        long patience = Math.max(0, nanos);
        long deadline = System.nanoTime() + patience;
        boolean collected = cycle.collect(patience);
        sweeper.sweep(); // also if it is not known what was collected
        if (!pool.awaitIdle(deadline - System.nanoTime(), counts)) {
            // The cleanups that were queued here need watching, and the sweeper does not know of them yet.
            cycle.interrupt();
            return false;
        }
        return collected;
    }

    /**
     * Reads the counts in the order that keeps executed ≤ queued and live ≥ 0.
     *
     * @return the reading
     */
    public RuntimeFigures figures() {
        WorkerPool.Reading workers = pool.read();
        long queued = counts.queuedSoFar() + workers.taken();
        long stopped = counts.stoppedSoFar();
        long cleaned = counts.cleanedSoFar();
        long added = registry.added(stopped + cleaned + queued);
        long live = added - stopped - cleaned - queued;
        SweepTimes sweeps = sweeper.times();
        return new RuntimeFigures(
                new RuntimeFigures.Cleanups(
                        added, live, stopped, cleaned, queued, workers.executed(), workers.failed()),
                new RuntimeFigures.Workers(workers.workers(), workers.running(), workers.asleep(), workers.peak()),
                new RuntimeFigures.Sweeps(sweeps.begun(), sweeps.total(), sweeps.last(), sweeps.lastEnd()));
    }

    /**
     * Reads the counts, or returns what was read by this method not long ago.
     *
     * @param maxAge how long ago at most, in nanoseconds
     * @return the reading
     */
    public RuntimeFigures figures(long maxAge) {
        return recentFigures.get(maxAge);
    }

    /**
     * Returns where the live cleanups were registered.
     *
     * @return how many at each line, as far as that was recorded
     */
    public Map<StackTraceElement, Long> liveSites() {
        return sweeper.liveSites();
    }

    /** Refuses new work, drains the queue, ends the threads; without waiting in a worker or an interrupted thread. */
    public void close() {
        try {
            close(Long.MAX_VALUE);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Refuses new work, drains the queue, ends the threads; without waiting in a worker.
     *
     * @param nanos how long to wait at most
     * @return whether the queue is drained and all threads have ended
     * @throws InterruptedException if interrupted before it was done; the workers drain the queue and end all the same
     */
    public boolean close(long nanos) throws InterruptedException {
        StackRoom.require(StackRoom.FOR_A_SWEEP);
        long deadline = System.nanoTime() + Math.max(0, nanos);
        closed = true;
        try {
            boolean swept = sweeper.close(deadline - System.nanoTime());
            return !pool.isWorker() && pool.drain(deadline - System.nanoTime(), counts) && swept;
        } finally {
            pool.close();
            observer.reportAllLeaks();
        }
    }

    /**
     * Keeps the runtime that users hold alive as long as the engine is.
     *
     * @param runtime the runtime of this engine
     */
    public void keepAlive(Object runtime) {
        this.runtime = runtime;
    }

    /**
     * Returns the name that the builder was given.
     *
     * @return the name
     */
    public String name() {
        return settings.name();
    }
}
