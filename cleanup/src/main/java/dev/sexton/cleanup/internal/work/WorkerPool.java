package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.watch.RunObserver;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/*
 * The workers of a runtime: starts those the queue asks for, and counts what they do. The queue asks for at most a quarter of the
 * processors, at least one, as Go's does, so that cleanups do not crowd out the application. WorkerWatch adds to them where
 * some are stuck.
 *
 * Lock order: this object, then the queue's lock.
 */
/** The workers of a runtime. */
public class WorkerPool {
    /** How often {@link #watch} is to be called while {@link #needsWatching}, in nanoseconds. */
    public static final long WATCH_INTERVAL = WorkerWatch.INTERVAL;

    /** Of the default pool, stuck ones included. A bound against actions that never return. */
    private static final int MOST_BY_DEFAULT = 64;

    /** How long to wait, in nanoseconds, before another look whether a worker has taken its span. */
    private static final long HAND_OVER = 20_000;

    /**
     * The settings of a pool.
     *
     * @param maxWorkers bound on the workers; 0 for the default
     * @param idleTimeout in nanoseconds
     */
    public record Config(ThreadFactory threads, FailureHandler failureHandler, int maxWorkers, long idleTimeout) {}

    /** A reading of what the workers have done and are doing; failed ≤ executed. Taken: by themselves, out of slots. */
    public record Reading(long executed, long failed, long taken, int workers, int running, int asleep, int peak) {}

    /** The counts of workers that have ended. Under the pool's lock. No record, so that an addition needs no memory. */
    private static final class Past {
        private long executed;
        private long failed;
        private long taken;

        void add(Worker worker) {
            executed += worker.executed();
            failed += worker.failed();
            taken += worker.taken();
        }
    }

    private final CleanupQueue queue;
    private final WorkerWatch watch;
    private final Config config;
    private final RunObserver observer;
    private final int usual;

    /** A worker's view of this pool. */
    private final Worker.Home home = new Worker.Home() {
        @Override
        public @Nullable SpanFeed feed() {
            return feed;
        }

        @Override
        public void blockDone() {
            notifyWaiters();
        }

        @Override
        public void ended(Worker worker) {
            remove(worker);
        }

        @Override
        public void lost(Worker worker) {
            bury(worker);
        }
    };

    /** This and the following four: under this object's lock. */
    private final List<Worker> workers = new ArrayList<>();

    private int peak;
    private final Past past = new Past();
    private boolean warned;

    /** Cleanups that are themselves waiting in awaitIdle: no wait inside a cleanup waits for another one. */
    private int waitingInside;

    /** The spans of the pass under way that workers may take part in. Written by the sweeper. */
    private volatile @Nullable SpanFeed feed;

    /** Threads in awaitIdle. Written under this object's lock; read by workers after each block, after a fence. */
    private volatile int waiters;

    /** Makes a pool without threads, for the machine's processors. */
    public WorkerPool(Config config, RunObserver observer) {
        this(config, observer, Runtime.getRuntime().availableProcessors());
    }

    WorkerPool(Config config, RunObserver observer, int processors) {
        this.config = config;
        this.observer = observer;
        int bound = config.maxWorkers();
        this.usual = bound > 0 ? bound : Math.max(1, processors / 4);
        this.queue = new CleanupQueue(usual);
        this.watch = new WorkerWatch(queue, bound > 0 ? bound : Math.max(usual, MOST_BY_DEFAULT));
    }

    /** Queues a block and sees to it that a worker runs it. */
    public void submit(CleanupBlock block) {
        queue.push(block);
        startMissing();
    }

    /**
     * Has up to this many workers look around. A worker is woken by work alone, and work is what the queue never loses; so each nudge is
     * an empty block, after which a worker does whatever else is to be done.
     */
    private void nudge(int count) {
        for (int i = 0; i < count; i++) {
            submit(new CleanupBlock(0));
        }
    }

    /** Returns whether leaks were counted that the limit on reports holds back. */
    public boolean hasPendingLeaks() {
        return observer.hasPendingLeaks();
    }

    /** Has a worker report the leaks that are due; each worker does so after a block. */
    public void reportLeaks() {
        if (observer.hasDueLeaks()) {
            nudge(1);
        }
    }

    /** Lets the workers take spans of a pass when they have nothing else to do, until {@link #withdraw}. */
    public void offer(SpanFeed spans) {
        feed = spans;
        nudge(usual);
    }

    /** Ends the offer, if there is one. */
    public void withdraw() {
        feed = null;
    }

    /**
     * Returns the spans that workers hold. If the feed has none left, these are all of its spans that may not have been swept, apart
     * from those that the caller has taken itself.
     */
    public List<Span> heldSpans(SpanFeed spans) {
        while (spans.isHandingOver()) {
            LockSupport.parkNanos(HAND_OVER);
        }
        return heldSpans();
    }

    private synchronized List<Span> heldSpans() {
        List<Span> held = new ArrayList<>();
        for (Worker worker : workers) {
            Span span = worker.span();
            if (span != null) {
                held.add(span);
            }
        }
        return held;
    }

    /** Returns whether the workers have more to do than they will have begun with in a moment. */
    public boolean isBehind() {
        return queue.hasBacklog();
    }

    private void startMissing() {
        if (queue.needsWake()) {
            start(queue.wake());
        }
    }

    private void start(int count) {
        for (int started = 0; started < count; started++) {
            try {
                startOne();
            } catch (Throwable noThread) {
                // The work stays queued, so needsWatching() holds and watch() tries again.
                queue.notStarted(count - started);
                warn(noThread);
                return;
            }
        }
    }

    private synchronized void startOne() {
        Worker worker = new Worker(home, queue, config.failureHandler(), observer, config.idleTimeout());
        workers.add(worker);
        try {
            Thread thread = Threads.make(config.threads(), worker);
            worker.runsIn(thread);
            thread.start();
        } catch (Throwable noThread) {
            workers.remove(worker);
            throw noThread;
        }
        peak = Math.max(peak, workers.size());
    }

    private synchronized void warn(Throwable noThread) {
        warned = warned || Log.noWorker(noThread);
    }

    private synchronized void remove(Worker ended) {
        workers.remove(ended);
        past.add(ended);
        notifyAll();
    }

    /** Gives back the place of a worker that the queue still counts, with what it had not begun, although its thread has ended. */
    private synchronized void bury(Worker lost) {
        // Were there no memory for the rest of its block, it would have to wait for another look at it.
        if (workers.contains(lost) && watch.requeueRest(lost.block())) {
            remove(lost);
            queue.lost(lost.parker());
            startMissing();
        }
    }

    /** Buries those whose threads have ended without a word: a factory may wrap a worker in code that fails. */
    private void buryTheDead() {
        for (int i = workers.size() - 1; i >= 0; i--) {
            if (workers.get(i).isDead()) {
                bury(workers.get(i));
            }
        }
    }

    private void notifyWaiters() {
        // The worker counts, then looks for waiters; a waiter registers, then looks at the count. One sees the other.
        VarHandle.fullFence();
        if (waiters > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Returns whether something waits that a stuck worker, or the lack of workers, could hold up. */
    public synchronized boolean needsWatching() {
        return watch.isNeeded(workers);
    }

    /** Looks for stuck workers and relieves them. To be called every WATCH_INTERVAL while {@link #needsWatching}. */
    public synchronized void watch(long now) {
        buryTheDead();
        watch.relieve(workers, now);
        startMissing();
    }

    /** Waits until all that is queued has run, apart from the cleanup that calls this, if one does; false on time-out. */
    public synchronized boolean awaitIdle(long nanos, Counts counts) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        boolean inside = isCalledInCleanup();
        if (inside) {
            waitingInside++;
            notifyAll(); // those that also wait inside cleanups no longer wait for this one
        }
        waiters++;
        try {
            while (!isIdle(inside ? waitingInside : 0, counts)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, WATCH_INTERVAL));
                watch(System.nanoTime());
            }
            return true;
        } finally {
            waiters--;
            waitingInside -= inside ? 1 : 0;
        }
    }

    /** Whether all but this many cleanups have run. */
    private boolean isIdle(int butFor, Counts counts) {
        return unfinished(counts) <= butFor;
    }

    private long unfinished(Counts counts) {
        // Executed first: had it caught up with a later reading of queued, then there was nothing in between.
        long executed = sum(past.executed, Worker::executed);
        return counts.queuedSoFar() + sum(past.taken, Worker::announced) - executed;
    }

    /**
     * Waits, while the JVM exits, until all that is queued has run, apart from the cleanups that have called for the exit. Returns how many
     * had not run, or not to their end, when the time was up.
     */
    public synchronized long awaitExit(long nanos, Counts counts) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        waiters++;
        try {
            while (true) {
                int exiting = (int) sum(0, worker -> worker.isExiting() ? 1 : 0);
                watch.setExiting(exiting);
                long unfinished = Math.max(0, unfinished(counts) - exiting);
                long left = deadline - System.nanoTime();
                if (unfinished == 0 || left <= 0) {
                    return unfinished;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, WATCH_INTERVAL));
                watch(System.nanoTime());
            }
        } finally {
            waiters--;
        }
    }

    /** Returns whether there may be leaks to report. */
    public boolean reportsLeaks() {
        return observer.reportsLeaks();
    }

    /** Reports the leaks that the limit on reports holds back. */
    public void reportAllLeaks() {
        observer.reportAllLeaks();
    }

    /** Returns whether the calling thread is a worker of this pool. */
    public synchronized boolean isWorker() {
        Thread current = Thread.currentThread();
        for (Worker worker : workers) {
            if (worker.thread() == current) {
                return true;
            }
        }
        return false;
    }

    private boolean isCalledInCleanup() {
        for (Worker worker : workers) {
            if (worker.isCalledInCleanup()) {
                return true;
            }
        }
        return false;
    }

    private long sum(long ofPast, ToLongFunction<Worker> ofOne) {
        long sum = ofPast;
        for (Worker worker : workers) {
            sum += ofOne.applyAsLong(worker);
        }
        return sum;
    }

    /** Returns what the workers have done and are doing. */
    public synchronized Reading read() {
        long failed = sum(past.failed, Worker::failed); // before executed
        return new Reading(
                sum(past.executed, Worker::executed),
                failed,
                sum(past.taken, Worker::taken),
                workers.size(),
                (int) sum(0, worker -> worker.isRunning() ? 1 : 0),
                queue.asleep(),
                peak);
    }

    /** Waits until all that is queued has run and the workers have ended; returns false if the time ran out first. */
    public boolean drain(long nanos, Counts counts) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        if (!awaitIdle(nanos, counts)) {
            return false;
        }
        queue.close();
        for (Thread thread : threads()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }

    /** Has the workers end once the queue is empty. Does not wait. */
    public void close() {
        queue.close();
    }

    private synchronized List<Thread> threads() {
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            Thread thread = worker.thread();
            if (thread != null) {
                threads.add(thread);
            }
        }
        return threads;
    }
}
