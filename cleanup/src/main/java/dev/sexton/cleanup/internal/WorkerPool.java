package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/*
 * The workers of a runtime: starts those the queue asks for, counts what they do, and sees to it that none of them holds up
 * cleanups that are not its own.
 *
 * The queue asks for at most a quarter of the processors, at least one, as Go's does, so that cleanups do not crowd out the
 * application. Then one slow action could delay all others. So while there is something to hold up, watch() looks at the
 * workers every 10 ms, as Go's sysmon looks for processors held by a system call: from a worker that has not got on since,
 * the rest of its block is taken and queued again, and if all of them are stuck, one more may be started. Each further one
 * has to wait 10 ms longer, so that actions that are merely slowish do not end in a crowd of threads.
 *
 * Lock order: this object, then the queue's lock.
 */
class WorkerPool {
    static final long WATCH_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    /** Of the default pool, stuck ones included. A bound against actions that never return. */
    private static final int MOST_BY_DEFAULT = 64;

    /** What the workers have done and are doing; failed ≤ executed. Taken: by themselves, out of slots. */
    record Reading(long executed, long failed, long taken, int workers, int running, int asleep, int peak) {}

    private final CleanupQueue queue;
    private final ThreadFactory threads;
    private final FailureHandler handler;
    private final @Nullable LeakReports leaks;
    private final Witness witness;
    private final long idleTimeout;
    private final int usual;
    private final int most;

    /** This and the following six: under this object's lock. */
    private final List<Worker> workers = new ArrayList<>();

    private int peak;

    /** What workers that have ended had done. */
    private long executedByEnded;

    private long failedByEnded;

    private long takenByEnded;

    private boolean warned;

    /** Cleanups that are themselves waiting in awaitIdle: nobody inside waits for another's wait. */
    private int waitingInside;

    /** The pass under way that workers may take part in. Written by the sweeper. */
    private volatile @Nullable Pass pass;

    /** Threads in awaitIdle. Written under this object's lock; read by workers after each block, behind a fence. */
    private volatile int waiters;

    WorkerPool(Engine.Settings settings) {
        this(settings, null);
    }

    WorkerPool(Engine.Settings settings, @Nullable LeakReports leaks) {
        this(settings, leaks, Runtime.getRuntime().availableProcessors());
    }

    WorkerPool(Engine.Settings settings, int processors) {
        this(settings, null, processors);
    }

    private WorkerPool(Engine.Settings settings, @Nullable LeakReports leaks, int processors) {
        this.leaks = leaks;
        this.witness = new Witness(settings.name(), leaks);
        int bound = settings.maxWorkers();
        this.usual = bound > 0 ? bound : Math.max(1, processors / 4);
        this.most = bound > 0 ? bound : Math.max(usual, MOST_BY_DEFAULT);
        this.queue = new CleanupQueue(usual);
        this.threads = Threads.factory(settings, "worker");
        FailureHandler given = settings.failureHandler();
        this.handler = given != null ? given : Log::failed;
        this.idleTimeout = settings.idleTimeout();
    }

    /** Queues a block and sees to it that somebody runs it. */
    void submit(CleanupBlock block) {
        queue.push(block);
        wakeIfNeeded();
    }

    /** Whether leaks were counted that the limit on reports holds back. */
    boolean hasPendingLeaks() {
        return leaks != null && leaks.arePending();
    }

    /** Has a worker report what is due by now; each does so after a block, so an empty one is enough. */
    void reportLeaks() {
        if (leaks != null && leaks.areDue()) {
            submit(new CleanupBlock(0));
        }
    }

    /** Has the workers take part in a pass, until it is replaced by null. */
    void help(@Nullable Pass pass) {
        this.pass = pass;
        if (pass != null) {
            // What wakes a worker is work; an empty block is enough, and then there is nothing else to do.
            for (int i = 0; i < usual; i++) {
                submit(new CleanupBlock(0));
            }
        }
    }

    @Nullable
    Pass pass() {
        return pass;
    }

    /** The spans that workers are sweeping. */
    synchronized List<Span> heldSpans() {
        List<Span> held = new ArrayList<>();
        for (Worker worker : workers) {
            Span span = worker.span();
            if (span != null) {
                held.add(span);
            }
        }
        return held;
    }

    boolean isBehind() {
        return queue.hasBacklog();
    }

    private void wakeIfNeeded() {
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
        Worker worker = new Worker(this, queue, handler, witness, idleTimeout);
        workers.add(worker);
        try {
            worker.runsIn(Threads.start(threads, worker));
        } catch (Throwable noThread) {
            workers.remove(worker);
            throw noThread;
        }
        peak = Math.max(peak, workers.size());
    }

    private synchronized void warn(Throwable noThread) {
        if (!warned) {
            warned = true;
            Log.noWorker(noThread);
        }
    }

    /** Called by a worker as the last thing it does; the queue has counted it out. */
    synchronized void ended(Worker worker) {
        workers.remove(worker);
        executedByEnded += worker.executed();
        takenByEnded += worker.taken();
        failedByEnded += worker.failed();
        notifyAll();
    }

    /** Called by a worker after each block. */
    void blockDone() {
        // The worker counts, then looks for waiters; a waiter registers, then looks at the count. One sees the other.
        VarHandle.fullFence();
        if (waiters > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Whether something waits that a stuck worker, or the lack of workers, could hold up. */
    synchronized boolean needsWatching() {
        if (queue.hasWork()) {
            return true;
        }
        int betweenBlocks = queue.awake();
        for (Worker worker : workers) {
            // One look at its block: had it none at the first and one at the second, its rest would go unseen.
            CleanupBlock block = worker.block();
            if (block != null && block.hasRest()) {
                return true;
            }
            if (block != null || worker.span() != null) {
                betweenBlocks--;
            }
        }
        // One that is awake and has no block may have taken one from the queue and not yet shown it.
        return betweenBlocks > 0;
    }

    /** Looks for stuck workers and relieves them. To be called every WATCH_INTERVAL while {@link #needsWatching}. */
    synchronized void watch(long now) {
        long least = Long.MAX_VALUE;
        for (Worker worker : workers) {
            long stuck = worker.stuckFor(now);
            least = Math.min(least, stuck);
            if (stuck >= WATCH_INTERVAL) {
                requeueRest(worker);
            }
        }
        int extra = Math.max(0, workers.size() - usual);
        if (!workers.isEmpty() && queue.hasWork() && queue.asleep() == 0 && least / WATCH_INTERVAL > extra) {
            queue.raiseLimit(most);
        }
        wakeIfNeeded();
    }

    private void requeueRest(Worker worker) {
        CleanupBlock block = worker.block();
        if (block != null && block.hasRest()) {
            CleanupBlock rest = block.takeRest();
            if (rest != null) {
                queue.push(rest);
            }
        }
    }

    /** Waits until all that is queued has run, apart from the cleanup that calls this, if one does. */
    synchronized boolean awaitIdle(long nanos, Tally tally) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        boolean inside = isWorker();
        if (inside) {
            waitingInside++;
            notifyAll();
        }
        waiters++;
        try {
            while (true) {
                // Executed first: had it caught up with a later reading of queued, then there was nothing in between.
                if (executed() + (inside ? waitingInside : 0)
                        >= tally.queued() + sum(takenByEnded, Worker::announced)) {
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, WATCH_INTERVAL));
                watch(System.nanoTime());
            }
        } finally {
            waiters--;
            if (inside) {
                waitingInside--;
            }
        }
    }

    /** Whether the calling thread is a worker of this pool. */
    synchronized boolean isWorker() {
        Thread current = Thread.currentThread();
        return workers.stream().anyMatch(worker -> worker.thread() == current);
    }

    private long executed() {
        return sum(executedByEnded, Worker::executed);
    }

    private long sum(long ofEnded, ToLongFunction<Worker> ofOne) {
        long sum = ofEnded;
        for (Worker worker : workers) {
            sum += ofOne.applyAsLong(worker);
        }
        return sum;
    }

    synchronized Reading read() {
        long failed = sum(failedByEnded, Worker::failed); // before executed
        return new Reading(
                executed(),
                failed,
                sum(takenByEnded, Worker::taken),
                workers.size(),
                (int) sum(0, worker -> worker.isRunning() ? 1 : 0),
                queue.asleep(),
                peak);
    }

    /** Waits until all that is queued has run and the workers have ended. */
    void drain(Tally tally) throws InterruptedException {
        while (!awaitIdle(Long.MAX_VALUE, tally)) {}
        queue.close();
        for (Thread thread : threads()) {
            thread.join();
        }
    }

    /** Has the workers end once the queue is empty. Does not wait. */
    void close() {
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
