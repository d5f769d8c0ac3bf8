package dev.sexton.cleanup.internal.sweep;

import dev.sexton.cleanup.internal.gc.Collected;
import dev.sexton.cleanup.internal.gc.GcCycle;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.work.Threads;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Finds the specials whose objects are dead and moves them, block by block, into the queue; or lets the workers find them.
 *
 * A sweep follows each collection. A collection that ends while a sweep is under way may clear specials that the sweep has
 * already passed, so its end must lead to another sweep: the cycle is armed *before* the sweep, never after. A concurrent
 * collection can also begin before the cycle was armed and clear after; a backstop sweep every sweepInterval bounds that.
 *
 * The thread lives while anything is live or waits to run, and ends after idleTimeout without either. It announces its end
 * (the registry is no longer swept) and then looks for live cleanups once more; an adder publishes its special and then reads whether
 * the registry is swept. Both are volatile, so one of the two sees the other: nothing is ever live without a sweeper.
 *
 * Nothing that fails ends the thread: after a failure it tries again, and what it does then calls nothing that is not guarded
 * itself. Should it end all the same, or never begin (the factory may wrap this in anything), the registry is not swept, and the next
 * add or sweep starts another one.
 */
/** Finds the specials whose objects are dead and has them run. */
public final class Sweeper implements Runnable {
    /**
     * The settings of a sweeper.
     *
     * @param sweepInterval in nanoseconds
     * @param idleTimeout in nanoseconds
     * @param exitLimit in nanoseconds; 0 if nothing runs at exit
     */
    public record Config(String runtime, ThreadFactory threads, long sweepInterval, long idleTimeout, long exitLimit) {}

    private final SpanRegistry registry;
    private final WorkerPool pool;
    private final GcCycle cycle;
    private final Counts counts;
    private final Config config;
    private final ExitHook exitHook;

    /** Which specials are to be taken out. A seam: tests let things happen at the moment of the question. */
    private final Predicate<Special> isDead;

    /** Keeps the engine from being collected while this thread runs for it. */
    private final Management management;

    /** The latest thread, for close to wait for. Under this object's lock. */
    private @Nullable Thread thread;

    /**
     * The thread that was started and has not begun to run this; null after that. A thread that has ended before counts as none. Set
     * under this object's lock; cleared by the thread.
     */
    private volatile @Nullable Thread starting;

    /** Set once, by close: sweep no more, end. */
    private volatile boolean closed;

    private final SweepTimes times;

    /** System.nanoTime of the last sweep's end, and since when there was nothing to do. For the sweeper's thread alone. */
    private long lastSweep;

    private long lastBusy;

    /**
     * The kind of the collections that no sweep has followed yet. All at first, since a collection may come between the add that starts
     * the thread and the first arming. For the sweeper's thread alone.
     */
    private Collected collected = Collected.ALL;

    /** Whether the collector never collects; null before the first look. For the sweeper's thread alone. */
    private @Nullable Boolean never;

    /** Whether the log has the latest in a row of failures. For the sweeper's thread alone. */
    private boolean told;

    /** Makes a sweeper without a thread. */
    public Sweeper(
            Config config,
            SpanRegistry registry,
            WorkerPool pool,
            GcCycle cycle,
            Counts counts,
            Management management) {
        this(config, registry, pool, cycle, counts, management, Special::isDead);
    }

    /** The same, with something else that decides which specials are due: for tests, and for a rehearsal. */
    public Sweeper(
            Config config,
            SpanRegistry registry,
            WorkerPool pool,
            GcCycle cycle,
            Counts counts,
            Management management,
            Predicate<Special> isDead) {
        this.config = config;
        this.registry = registry;
        this.pool = pool;
        this.cycle = cycle;
        this.counts = counts;
        this.management = management;
        this.isDead = isDead;
        this.times = new SweepTimes(config.runtime());
        this.exitHook = new ExitHook(config.exitLimit() > 0 || pool.reportsLeaks(), this::exit);
    }

    /** Starts the thread if there is none. Called by adders before they publish a special, and after that if it has ended meanwhile. */
    public void ensureRunning() {
        if (!registry.isSwept()) {
            start();
        }
    }

    private synchronized void start() {
        Thread begun = starting;
        if (registry.isSwept() || closed || (begun != null && begun.isAlive())) {
            return;
        }
        exitHook.install();
        Thread next = null;
        try {
            next = Threads.make(config.threads(), this);
            starting = next; // before it can clear it
            next.start();
            thread = next;
        } finally {
            if (thread != next) {
                starting = null;
                exitHook.remove();
            }
        }
    }

    @Override
    public void run() {
        registry.sweptFromNowOn(true);
        starting = null;
        boolean over = false;
        try {
            lastBusy = System.nanoTime();
            collected = Collected.ALL;
            while (!over) {
                try {
                    over = attempt();
                } catch (Throwable evenThatFailed) {
                    // Nothing is called here that could fail again.
                }
            }
        } finally {
            if (!over) {
                registry.sweptFromNowOn(false);
            }
        }
        management.remove();
    }

    /** Makes one step, and another attempt of it if anything fails. Returns whether the thread is to end. */
    private boolean attempt() {
        try {
            if (isNever()) {
                return true; // and it stays "swept": there is nothing a sweeper could find
            }
            management.install();
            step();
            told = false;
            return retire();
        } catch (InterruptedException notForUs) {
            return false; // nobody ends a sweeper but the sweeper
        } catch (Throwable cutShort) {
            // Most likely there was no memory for a block. The next sweep finds the dead that this one has not seen.
            collected = Collected.ALL;
            pause();
            told = told || Log.sweepFailed(cutShort);
            return false;
        }
    }

    private boolean isNever() {
        if (never == null) {
            never = cycle.isNever();
        }
        return never;
    }

    /** Waits before the next attempt after a failure, or before the next look at workers that are being watched. */
    private static void pause() {
        LockSupport.parkNanos(WorkerPool.WATCH_INTERVAL);
        Thread.interrupted();
    }

    /** Sweeps if it is time to, and then waits for something to do. */
    void step() throws InterruptedException {
        cycle.arm();
        // The backstop is for collections that went unnoticed, and those may have been of any kind.
        boolean due = System.nanoTime() - lastSweep >= config.sweepInterval();
        if (due || collected != Collected.NOTHING) {
            boolean oldToo = due || collected == Collected.ALL;
            collected = Collected.NOTHING;
            sweep(oldToo, isDead);
            lastSweep = System.nanoTime();
            cycle.hurry(registry.isLarge());
        }
        pool.watch(System.nanoTime());
        pool.reportLeaks();
        if (!closed) {
            // The cycle was armed before this look at closed; close sets it before it interrupts the cycle. One sees
            // the other.
            collected = cycle.await(patience());
        } else if (pool.needsWatching()) {
            // Nothing is swept any more, but stuck workers are still relieved, and missing ones started.
            pause();
        }
    }

    private long patience() {
        long now = System.nanoTime();
        if (pool.needsWatching()) {
            return WorkerPool.WATCH_INTERVAL;
        }
        // While something is live, it looks now and then whether it still is.
        return registry.isEmpty()
                ? lastBusy + config.idleTimeout() - now
                : Math.min(lastSweep + config.sweepInterval() - now, config.idleTimeout());
    }

    /** Looks at all spans once and queues the specials that are dead. Any thread may call this; sweeps exclude each other. */
    public void sweep() {
        sweep(true, isDead);
        if (!registry.isSwept() && !registry.isEmpty()) {
            startIfPossible();
        }
    }

    private void startIfPossible() {
        try {
            start();
        } catch (Throwable noThread) {
            // The next add or sweep tries again.
        }
    }

    /** The same for all specials that are due, in all spans or only in those that may hold young objects. */
    private synchronized void sweep(boolean oldToo, Predicate<Special> isDue) {
        if (closed) {
            return;
        }
        times.begin(queued());
        Pass pass = new Pass(pool, counts, registry.begin(oldToo), isDue);
        try {
            pass.run();
            registry.end(oldToo, cycle.collections());
        } finally {
            times.end(pass.size(), queued());
        }
    }

    private long queued() {
        return counts.queuedSoFar() + pool.read().taken();
    }

    /** Returns how many live cleanups were registered at each line, as far as that was recorded. */
    public synchronized Map<StackTraceElement, Long> liveSites() {
        Map<StackTraceElement, Long> sites = new HashMap<>();
        registry.forEach(special -> {
            StackTraceElement call = special.call();
            if (call != null) {
                sites.merge(call, 1L, Long::sum);
            }
        });
        return sites;
    }

    /** For the JVM's exit. */
    private void exit() throws InterruptedException {
        Log.exits();
        try {
            if (config.exitLimit() > 0) {
                runEverything(config.exitLimit());
            }
        } finally {
            pool.reportAllLeaks();
        }
    }

    /** Queues the live ones, too, and waits for the workers. */
    private void runEverything(long nanos) throws InterruptedException {
        sweep(true, special -> true);
        long unfinished = pool.awaitExit(nanos, counts);
        if (unfinished > 0) {
            Log.cutOff(config.runtime(), unfinished, nanos);
        }
    }

    /** Whether the thread is to end. */
    boolean retire() {
        if (closed) {
            cycle.hurry(false);
            return !pool.needsWatching();
        }
        long now = System.nanoTime();
        if (!registry.isEmpty() || pool.needsWatching() || pool.hasPendingLeaks()) {
            lastBusy = now;
        }
        if (now - lastBusy < config.idleTimeout()) {
            return false;
        }
        cycle.hurry(false); // before another thread may do as this one does
        synchronized (this) {
            registry.sweptFromNowOn(false);
            boolean needed = true;
            try {
                needed = !registry.isEmpty() || pool.needsWatching();
            } finally {
                registry.sweptFromNowOn(needed);
            }
            if (!needed) {
                exitHook.remove();
            }
            return !needed;
        }
    }

    /**
     * Sweeps no more, and ends the thread once nothing waits that a stuck worker could hold up. Waits for that at most
     * {@code nanos}, and not at all in a worker or in the thread itself; returns whether the thread has ended.
     */
    public boolean close(long nanos) throws InterruptedException {
        Thread last;
        synchronized (this) {
            closed = true;
            exitHook.remove();
            last = thread;
        }
        cycle.interrupt();
        if (last == null) {
            return true;
        }
        // A worker would wait for a sweeper that watches this very worker; a thread factory may be running in the
        // sweeper.
        if (last != Thread.currentThread() && !pool.isWorker()) {
            TimeUnit.NANOSECONDS.timedJoin(last, nanos);
        }
        return !last.isAlive();
    }

    /** Returns how many sweeps there were and how long they took. */
    public SweepTimes times() {
        return times;
    }
}
