package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupStats;
import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.LeakHandler;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The door to the mechanism: checks a registration, records it, and sees to it that a sweeper is there to find it. */
public final class Engine {
    /** The default leak handler. */
    public static final LeakHandler LEAKS_TO_LOG = Log::leaked;

    /** The action of cleanups without an argument: there the argument is the user's action. */
    static final Consumer<Runnable> RUN = Runnable::run;

    private final Settings settings;

    /** Null if no site is recorded. */
    private final @Nullable SiteTracker tracker;

    private final @Nullable LeakReports leaks;
    private final Tally tally = new Tally();
    private final SpanRegistry registry = new SpanRegistry(tally);
    private final WorkerPool pool;
    private final GcCycle cycle;
    private final Sweeper sweeper;

    /**
     * The engine's shell, alive as long as the engine is, so that those who watch the runtime and refer to it weakly see it for as
     * long as cleanups may run.
     */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Object shell;

    /** Set once, by close; read by every add. A late add that misses it is recorded and, like all that is live, not run. */
    private volatile boolean closed;

    /**
     * What a builder has collected.
     *
     * @param name part of the threads' names
     * @param maxWorkers bound on the workers; 0 for the default
     * @param threadFactory null for the default
     * @param failureHandler null for the default
     * @param sweepInterval in nanoseconds
     * @param idleTimeout in nanoseconds
     * @param exitLimit in nanoseconds; 0 if nothing runs at exit
     * @param trackOneIn of how many registrations one records where it was made; 0 for none
     * @param leakHandler null if leaks are not reported
     */
    public record Settings(
            String name,
            int maxWorkers,
            @Nullable ThreadFactory threadFactory,
            @Nullable FailureHandler failureHandler,
            long sweepInterval,
            long idleTimeout,
            long exitLimit,
            int trackOneIn,
            @Nullable LeakHandler leakHandler) {}

    /**
     * Makes an engine that follows the JVM's collector. Starts no thread.
     *
     * @param settings what the builder has collected
     */
    public Engine(Settings settings) {
        this(settings, new CanaryCycle());
    }

    Engine(Settings settings, GcCycle cycle) {
        Log.load();
        Trace.look();
        this.settings = settings;
        this.cycle = cycle;
        LeakHandler leakHandler = settings.leakHandler;
        this.tracker = settings.trackOneIn == 0 ? null : new SiteTracker(settings.trackOneIn, leakHandler != null);
        this.leaks = leakHandler == null ? null : new LeakReports(settings.name, leakHandler, System::nanoTime);
        this.pool = new WorkerPool(settings, leaks);
        this.sweeper = new Sweeper(settings, registry, pool, cycle, tally);
        sweeper.show(new Management(settings.name, this::stats));
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
    public <A> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        RegistrationCheck.check(object, action, argument);
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
        RegistrationCheck.check(object, action, null);
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
        RegistrationCheck.check(object, action, null);
        return attach(object, new ObjectSpecial<>(object, tracker == null ? RUN : tracker.track(object, RUN), action));
    }

    private Cleanup attach(Object object, Special special) {
        if (closed) {
            throw new IllegalStateException("The runtime " + settings.name
                    + " is closed: the cleanup would never run. Register it with a runtime that is open");
        }
        registry.add(special);
        try {
            sweeper.ensureRunning();
        } catch (Throwable noThread) {
            // Nobody would ever find it. Taking it back keeps the promise that a failed add has registered nothing.
            special.stop();
            throw noThread;
        } finally {
            Reference.reachabilityFence(object);
        }
        if (Trace.isOn()) {
            Events.registered(settings.name, object);
        }
        return special;
    }

    /**
     * Makes the checks of a registration for an object that is not the one whose death can be awaited, but stands for it.
     *
     * @param object what the user sees; not value-based
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
        return pool.awaitIdle(Math.max(0, nanos), tally);
    }

    /**
     * Collects, sweeps and drains.
     *
     * @param nanos how long at most
     * @return whether all was done
     * @throws InterruptedException if interrupted meanwhile
     */
    public boolean reclaim(long nanos) throws InterruptedException {
        long patience = Math.max(0, nanos);
        long deadline = System.nanoTime() + patience;
        if (!cycle.collect(patience)) {
            return false;
        }
        sweeper.sweep();
        if (!pool.awaitIdle(deadline - System.nanoTime(), tally)) {
            // What was queued here needs watching, and nobody else has noticed it yet.
            cycle.interrupt();
            return false;
        }
        return true;
    }

    /**
     * Reads the counts in the order that keeps executed ≤ queued and live ≥ 0.
     *
     * @return the reading
     */
    public CleanupStats stats() {
        WorkerPool.Reading workers = pool.read();
        long queued = tally.queued() + workers.taken();
        long stopped = tally.stopped.sum();
        long cleaned = tally.cleaned.sum();
        long added = registry.added(stopped + cleaned + queued);
        return new CleanupStats(
                added,
                added - stopped - cleaned - queued,
                stopped,
                cleaned,
                queued,
                workers.executed(),
                workers.failed(),
                workers.workers(),
                workers.running(),
                workers.asleep(),
                sweeper.times().begun(),
                workers.peak(),
                sweeper.times().total(),
                sweeper.times().last(),
                sweeper.times().lastEnd());
    }

    /**
     * Says where what is live was registered.
     *
     * @return how many at each site, as far as that was recorded
     */
    public Map<StackTraceElement, Long> liveSites() {
        return sweeper.liveSites();
    }

    /** Refuses new work, drains the queue, ends the threads; without waiting in a worker or an interrupted thread. */
    public void close() {
        closed = true;
        try {
            sweeper.close();
            if (!pool.isWorker()) {
                pool.drain(tally);
            }
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        } finally {
            pool.close();
            if (leaks != null) {
                leaks.reportAll();
            }
        }
    }

    /**
     * Keeps the engine's shell alive as long as the engine is.
     *
     * @param shell what users hold
     */
    public void keep(Object shell) {
        this.shell = shell;
    }

    /**
     * What the builder called it.
     *
     * @return the name
     */
    public String name() {
        return settings.name;
    }
}
