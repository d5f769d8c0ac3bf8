package dev.sexton.cleanup.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Finds the specials whose objects are dead and moves them, by blocks, into the queue; or has the workers find them.
 *
 * A sweep follows each collection. A collection that ends while a sweep is under way may clear specials that the sweep has
 * already passed, so its end must lead to another sweep: the cycle is armed *before* the sweep, never after. A concurrent
 * collection can also begin before the cycle was armed and clear after; a backstop sweep every sweepInterval bounds that.
 *
 * The thread lives while anything is live or waiting to run, and ends after idleTimeout without either. It announces its end
 * (running = false) and then looks for live cleanups once more; an adder publishes its special and then reads `running`. Both
 * are volatile, so one of the two sees the other: nothing is ever live without a sweeper.
 */
class Sweeper implements Runnable {
    private final SpanRegistry registry;
    private final WorkerPool pool;
    private final GcCycle cycle;
    private final Tally tally;
    private final ThreadFactory threads;
    private final ExitHook exitHook;
    private final long sweepInterval;
    private final long idleTimeout;

    /** The latest thread, for close to wait for. Under this object's lock. */
    private @Nullable Thread thread;

    /** Whether there is a thread, or there will be. Read by every add; written under this object's lock. */
    private volatile boolean running;

    /** Set once, by close: sweep no more, end. */
    private volatile boolean closed;

    /** Whether the sweep under way takes the live as well as the dead. Written under this object's lock. */
    private volatile boolean everything;

    private final SweepTimes times;

    /** Set before the first start. Keeps the engine from being collected while this thread runs for it. */
    private Management management = Management.NONE;

    /** System.nanoTime of the last sweep's end, and since when there was nothing to do. For the sweeper's thread alone. */
    private long lastSweep;

    private long lastBusy;

    /**
     * What has been collected that no sweep has followed. All at first, since a collection may come between the add that starts
     * the thread and the first arming. For the sweeper's thread alone.
     */
    private Collected collected = Collected.ALL;

    Sweeper(Engine.Settings settings, SpanRegistry registry, WorkerPool pool, GcCycle cycle, Tally tally) {
        this.registry = registry;
        this.pool = pool;
        this.cycle = cycle;
        this.tally = tally;
        this.times = new SweepTimes(settings.name());
        this.threads = Threads.factory(settings, "sweeper");
        this.exitHook = new ExitHook(settings.exitLimit(), this::runEverything);
        this.sweepInterval = settings.sweepInterval();
        this.idleTimeout = settings.idleTimeout();
    }

    void show(Management management) {
        this.management = management;
    }

    /** Starts the thread if there is none. Called by adders, after the special was published. */
    void ensureRunning() {
        if (!running) {
            start();
        }
    }

    private synchronized void start() {
        if (running || closed) {
            return;
        }
        exitHook.install();
        try {
            thread = Threads.start(threads, this);
            running = true;
        } finally {
            if (!running) {
                exitHook.remove();
            }
        }
    }

    @Override
    public void run() {
        lastBusy = System.nanoTime();
        collected = Collected.ALL;
        Boolean never = null;
        boolean over = false;
        while (!over) {
            // All of it within the try: what ended this thread otherwise would leave `running` set, and nobody to
            // sweep.
            try {
                if (never == null) {
                    never = cycle.isNever();
                }
                if (never) {
                    return; // and stay "running": there is nothing a sweeper could find
                }
                management.install();
                turn();
                over = retire();
            } catch (InterruptedException notForUs) {
                // Nobody ends a sweeper but the sweeper.
            } catch (Throwable cutShort) {
                // Most likely there was no memory for a block. What this sweep has not seen, the next one will.
                Log.sweepFailed(cutShort);
                collected = Collected.ALL;
                pause();
            }
        }
        management.remove();
    }

    /** Before the next attempt at what has just failed, or the next look at workers that are being watched. */
    private static void pause() {
        LockSupport.parkNanos(WorkerPool.WATCH_INTERVAL);
        Thread.interrupted();
    }

    /** Sweeps if it is time to, and then waits for something to do. */
    void turn() throws InterruptedException {
        cycle.arm();
        // The backstop is for what no notice was given of, and so for everything.
        boolean due = System.nanoTime() - lastSweep >= sweepInterval;
        if (due || collected != Collected.NOTHING) {
            boolean oldToo = due || collected == Collected.ALL;
            collected = Collected.NOTHING;
            sweep(oldToo);
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

    long patience() {
        long now = System.nanoTime();
        if (pool.needsWatching()) {
            return WorkerPool.WATCH_INTERVAL;
        }
        // While something is live there is a look now and then whether it still is.
        return registry.isEmpty()
                ? lastBusy + idleTimeout - now
                : Math.min(lastSweep + sweepInterval - now, idleTimeout);
    }

    /** Passes all spans once and queues what is dead. Any thread may ask for it; sweeps exclude each other. */
    void sweep() {
        sweep(true);
    }

    /** The same, without the spans whose objects are old, if none of these can have died. */
    synchronized void sweep(boolean oldToo) {
        if (closed) {
            return;
        }
        times.begin(queued());
        Pass pass = new Pass(this, pool, tally, registry.begin(oldToo));
        try {
            pass.run();
            registry.end(oldToo, cycle.collections());
        } finally {
            times.end(pass.size(), queued());
        }
    }

    private long queued() {
        return tally.queued() + pool.read().taken();
    }

    /** How many live cleanups were registered where, as far as that was recorded. */
    synchronized Map<StackTraceElement, Long> liveSites() {
        Map<StackTraceElement, Long> sites = new HashMap<>();
        registry.forEach(special -> {
            StackTraceElement site = special.site();
            if (site != null) {
                sites.merge(site, 1L, Long::sum);
            }
        });
        return sites;
    }

    /** Whether the special is to be taken out now. */
    boolean isDue(Special special) {
        return everything || special.refersTo(null);
    }

    /** For the JVM's exit: queues the live ones, too, and waits for the workers. */
    private void runEverything(long nanos) throws InterruptedException {
        synchronized (this) {
            everything = true;
            try {
                sweep();
            } finally {
                everything = false;
            }
        }
        pool.awaitIdle(nanos, tally);
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
        if (now - lastBusy < idleTimeout) {
            return false;
        }
        cycle.hurry(false); // before another thread may do as this one does
        synchronized (this) {
            running = false;
            if (!registry.isEmpty() || pool.needsWatching()) {
                running = true;
                return false;
            }
            exitHook.remove();
            return true;
        }
    }

    /** Sweeps no more, and ends the thread once nothing waits that a stuck worker could hold up. */
    void close() throws InterruptedException {
        Thread last;
        synchronized (this) {
            closed = true;
            exitHook.remove();
            last = thread;
        }
        cycle.interrupt();
        // A worker would wait for a sweeper that watches this very worker; a thread factory may be running in the
        // sweeper.
        if (last != null && last != Thread.currentThread() && !pool.isWorker()) {
            last.join();
        }
    }

    long sweeps() {
        return times.begun();
    }

    SweepTimes times() {
        return times;
    }
}
