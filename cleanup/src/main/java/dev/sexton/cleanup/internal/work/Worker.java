package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.watch.RunObserver;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cleanups of one block after the other, and those it finds when it takes part in a pass, until it is to end. Nothing an
 * action throws ends it.
 */
final class Worker implements Runnable, Span.Finder {
    /** The part of the pool that a worker knows. */
    interface Home {
        /** Returns the pass under way that workers may take part in, null if there is none. */
        @Nullable
        SpanFeed feed();

        /** Called after each block and each span. */
        void blockDone();

        /** Called as the last thing the worker does; the queue has counted it out. */
        void ended(Worker worker);

        /** Called in its place if something ends the worker's thread; the queue has not counted it out. */
        void lost(Worker worker);
    }

    private static final VarHandle EXECUTED;
    private static final VarHandle TAKEN;
    private static final VarHandle ANNOUNCED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            EXECUTED =
                    lookup.findVarHandle(Worker.class, "executed", long.class).withInvokeExactBehavior();
            TAKEN = lookup.findVarHandle(Worker.class, "taken", long.class).withInvokeExactBehavior();
            ANNOUNCED =
                    lookup.findVarHandle(Worker.class, "announced", long.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long A_MILLISECOND = 1_000_000;

    private final Home home;
    private final CleanupQueue queue;
    private final FailureHandler handler;
    private final RunObserver observer;
    private final long idleTimeout;
    private final Parker parker = new Parker();

    /** The state of the thread before each action; null before it has begun. For this worker's thread alone. */
    private @Nullable ThreadState state;

    /** The thread that runs this. Under the pool's lock. */
    private @Nullable Thread thread;

    /** Whether the observer wants to see the cleanups of this block or span. Asked once for each; for this worker alone. */
    private boolean observed;

    /** Whether it is in a cleanup, or in the failure handler for it. For this worker's thread alone. */
    private boolean inCleanup;

    /** The block being run, null between blocks. Written by this worker, read by the pool's watch and statistics. */
    private volatile @Nullable CleanupBlock block;

    /** The span being swept, null if none is. Written by this worker, read by the sweeper at the end of a pass. */
    private volatile @Nullable Span span;

    /** Cleanups taken out of a slot by this worker itself, before they were run. Written like the next. */
    private volatile long taken;

    /** The same and the one it is about to take, if it succeeds. awaitIdle waits for all of these. */
    private volatile long announced;

    /** Cleanups run to the end. Written by this worker alone, with release order, so that it costs no fence per cleanup. */
    private volatile long executed;

    /** How many of them threw: counted after executed, so failed ≤ executed for a reader that reads this first. */
    private volatile long failed;

    /** The block or span that the last look of {@link #stuckFor} saw, and when it first saw it. Under the pool's lock. */
    private @Nullable Object seenAt;

    private long seenExecuted;
    private long seenSince;

    /** Since when, and since how many cleanups, its pace is measured, and since when it has been slow. Under the pool's lock. */
    private long paceSince;

    private long paceExecuted;
    private long slowSince;

    Worker(Home home, CleanupQueue queue, FailureHandler handler, RunObserver observer, long idleTimeout) {
        this.home = home;
        this.queue = queue;
        this.handler = handler;
        this.observer = observer;
        this.idleTimeout = idleTimeout;
        paceSince = slowSince = System.nanoTime();
        // Links the code that runOne uses: here a failure to do so is a failure to start a worker.
        EXECUTED.setRelease(this, 0L);
        TAKEN.setRelease(this, 0L);
        ANNOUNCED.setRelease(this, 0L);
    }

    @Override
    public void run() {
        boolean over = false;
        try {
            while (!over) {
                try {
                    over = attempt();
                } catch (Throwable again) {
                    // Nothing is called here that could fail as well. It goes on with the block that it still holds.
                }
            }
            home.ended(this);
        } finally {
            if (!over) {
                home.lost(this);
            }
        }
    }

    /** Runs one block. Returns whether the worker is to end. */
    private boolean attempt() {
        if (state == null) {
            state = new ThreadState();
        }
        CleanupBlock next = next();
        if (next == null) {
            return true;
        }
        runAll(next);
        return false;
    }

    /** Takes queued blocks first; else runs what a pass under way finds; else sleeps. Null if this worker is to end. */
    private @Nullable CleanupBlock next() {
        CleanupBlock unfinished = block;
        if (unfinished != null) {
            return unfinished;
        }
        CleanupBlock ready = queue.poll();
        while (ready == null && sweepOneSpan()) {
            ready = queue.poll();
        }
        return ready != null ? ready : queue.dequeue(parker, idleTimeout);
    }

    /** Sweeps one span of the pass under way. False if there is none to be had. */
    private boolean sweepOneSpan() {
        SpanFeed feed = home.feed();
        Span next = feed == null ? null : takeFrom(feed);
        if (feed == null || next == null) {
            return false;
        }
        observed = observer.isNeeded();
        try {
            next.sweep(feed.isDue(), this);
            reportIfObserved();
        } finally {
            span = null; // what a failure has left in it is found by the backstop sweep
        }
        home.blockDone();
        return true;
    }

    /** Takes a span to sweep, and makes it visible; null if none is left. */
    @Nullable
    Span takeFrom(SpanFeed feed) {
        feed.beginHandOver();
        Span next = feed.next();
        span = next;
        feed.endHandOver();
        return next;
    }

    private void runAll(CleanupBlock current) {
        block = current;
        observed = observer.isNeeded();
        for (Special special; (special = current.claim()) != null; ) {
            run(special);
        }
        reportIfObserved();
        block = null;
        home.blockDone();
    }

    private void reportIfObserved() {
        if (observed) {
            observer.blockEnded();
        }
    }

    /** Runs it on the spot, unless somebody else was first. */
    @Override
    public void found(Span from, int slot, Special special) {
        if (take(from, slot, special)) {
            run(special);
        }
    }

    /** Announces it first: a thread that finds the slot empty and then waits for all cleanups that were found must know of this one. */
    private boolean take(Span from, int slot, Special special) {
        long more = taken + 1;
        ANNOUNCED.setRelease(this, more);
        if (from.take(slot, special)) {
            TAKEN.setRelease(this, more);
            return true;
        }
        ANNOUNCED.setRelease(this, more - 1);
        return false;
    }

    private void run(Special special) {
        if (observed) {
            Object run = observer.begins(special);
            runOne(special);
            observer.ended(run);
        } else {
            runOne(special);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void runOne(Special special) {
        Throwable failure = null;
        inCleanup = true;
        try {
            special.run();
        } catch (Throwable thrown) {
            failure = thrown;
            report(special, thrown);
        }
        special.drop();
        ThreadState begun = state;
        if (begun != null) {
            begun.restore();
        }
        inCleanup = false;
        EXECUTED.setRelease(this, executed + 1);
        if (failure != null) {
            failed = failed + 1;
        }
    }

    private void report(Special special, Throwable failure) {
        try {
            observer.failed(special, failure);
            handler.failed(special, failure);
        } catch (Throwable handlerFailure) {
            Log.handlerFailed(special, failure, handlerFailure);
        }
    }

    /** How long, in nanoseconds, it has been running the same cleanup, as far as looks have shown; 0 if it is not running one. */
    long stuckFor(long now) {
        Object at = block != null ? block : span;
        long done = executed;
        if (at == null || at != seenAt || done != seenExecuted) {
            seenAt = at;
            seenExecuted = done;
            seenSince = now;
        }
        return now - seenSince;
    }

    /** How long, in nanoseconds, it has taken a millisecond or more for each cleanup; 0 if it has not. */
    long slowFor(long now) {
        long time = now - paceSince;
        if (time >= WorkerWatch.INTERVAL) {
            long done = executed;
            if (!isRunning() || (done - paceExecuted) * A_MILLISECOND > time) {
                slowSince = now;
            }
            paceSince = now;
            paceExecuted = done;
        }
        return now - slowSince;
    }

    /** Forgets that it was slow before. */
    void notSlowBefore(long now) {
        slowSince = now;
    }

    @Nullable
    CleanupBlock block() {
        return block;
    }

    @Nullable
    Span span() {
        return span;
    }

    boolean isRunning() {
        return block != null || span != null;
    }

    void runsIn(Thread thread) {
        this.thread = thread;
    }

    /** Whether the calling thread is this worker's and is in a cleanup that is not counted yet: not so in a leak handler. */
    boolean isCalledInCleanup() {
        return thread == Thread.currentThread() && inCleanup;
    }

    /** Whether its thread has ended. Under the pool's lock. */
    boolean isDead() {
        return thread != null && thread.getState() == Thread.State.TERMINATED;
    }

    /** Whether it is in a cleanup that has called System.exit, and so waits for the end of the JVM. Under the pool's lock. */
    boolean isExiting() {
        if (thread != null && isRunning()) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    return true;
                }
            }
        }
        return false;
    }

    Parker parker() {
        return parker;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    long executed() {
        return executed;
    }

    long taken() {
        return taken;
    }

    long announced() {
        return announced;
    }

    long failed() {
        return failed;
    }
}
