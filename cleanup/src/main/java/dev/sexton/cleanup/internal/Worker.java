package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cleanups of one block after the other, and those it finds when it takes part in a pass, until it is told to end.
 * Nothing an action throws ends it.
 */
final class Worker implements Runnable, Pass.Finder {
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

    private final WorkerPool pool;
    private final CleanupQueue queue;
    private final FailureHandler handler;
    private final Witness witness;
    private final long idleTimeout;
    private final Parker parker = new Parker();

    /** Made here, where a failure to do so is a failure to start a worker. */
    private final Pass.Finder witnessed = this::deadWitnessed;

    /** The thread that runs this. Under the pool's lock. */
    private @Nullable Thread thread;

    /** The block being run, null between blocks. Written by this worker, read by the pool's watch and statistics. */
    private volatile @Nullable CleanupBlock block;

    /** The span being swept, null if none is. Written by this worker, read by the sweeper at the end of a pass. */
    private volatile @Nullable Span span;

    /** Cleanups taken out of a slot by this worker itself, before they were run. Written like the next. */
    private volatile long taken;

    /** The same and the one it is about to take, if it succeeds. What awaitIdle waits for. */
    private volatile long announced;

    /** Cleanups run to the end. Written by this worker alone, with release order, so that it costs no fence per cleanup. */
    private volatile long executed;

    /** How many of them threw: counted after executed, so failed ≤ executed for a reader that reads this first. */
    private volatile long failed;

    /** What the last look of {@link #stuckFor} saw, and when it first saw it. Under the pool's lock. */
    private @Nullable Object seenAt;

    private long seenExecuted;
    private long seenSince;

    Worker(WorkerPool pool, CleanupQueue queue, FailureHandler handler, Witness witness, long idleTimeout) {
        this.pool = pool;
        this.queue = queue;
        this.handler = handler;
        this.witness = witness;
        this.idleTimeout = idleTimeout;
        // Links what runOne uses, here, where a failure to do so is a failure to start a worker.
        EXECUTED.setRelease(this, 0L);
        TAKEN.setRelease(this, 0L);
        ANNOUNCED.setRelease(this, 0L);
    }

    @Override
    public void run() {
        for (CleanupBlock next; (next = next()) != null; ) {
            runAll(next);
        }
        pool.ended(this);
    }

    /** What is queued first; else what a pass under way finds; else it sleeps. Null if this worker is to end. */
    private @Nullable CleanupBlock next() {
        CleanupBlock ready = queue.poll();
        while (ready == null && helpWithPass()) {
            ready = queue.poll();
        }
        return ready != null ? ready : queue.dequeue(parker, idleTimeout);
    }

    /** Sweeps one span of the pass under way. False if there is none to be had. */
    private boolean helpWithPass() {
        Pass pass = pool.pass();
        Span next = pass == null ? null : pass.giveTo(this);
        if (pass == null || next == null) {
            return false;
        }
        if (witness.isNeeded()) {
            next.sweep(pass, witnessed);
            witness.blockEnded();
        } else {
            next.sweep(pass, this);
        }
        span = null;
        pool.blockDone();
        return true;
    }

    /** Runs it on the spot, unless somebody else was first. */
    @Override
    public void dead(Span from, int slot, Special special) {
        if (take(from, slot, special)) {
            runOne(special);
        }
    }

    private void deadWitnessed(Span from, int slot, Special special) {
        if (take(from, slot, special)) {
            runOneWitnessed(special);
        }
    }

    /** Announced first: whoever finds the slot empty and then waits for all that was found must know of this one. */
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

    private void runAll(CleanupBlock current) {
        block = current;
        if (witness.isNeeded()) {
            runAllWitnessed(current);
        } else {
            for (Special special; (special = current.claim()) != null; ) {
                runOne(special);
            }
        }
        block = null;
        pool.blockDone();
    }

    /** As above, in a loop of its own, so that the usual one pays nothing for it. */
    private void runAllWitnessed(CleanupBlock current) {
        for (Special special; (special = current.claim()) != null; ) {
            runOneWitnessed(special);
        }
        witness.blockEnded();
    }

    private void runOneWitnessed(Special special) {
        Object run = witness.begins(special);
        runOne(special);
        witness.ended(run);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void runOne(Special special) {
        Throwable failure = null;
        try {
            special.run();
        } catch (Throwable thrown) {
            failure = thrown;
            tell(special, thrown);
        }
        special.drop();
        // Left set by this action, it would disturb the next.
        Thread.interrupted();
        EXECUTED.setRelease(this, executed + 1);
        if (failure != null) {
            failed = failed + 1;
        }
    }

    private void tell(Special special, Throwable failure) {
        try {
            witness.failed(special, failure);
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

    @Nullable
    CleanupBlock block() {
        return block;
    }

    /** What it sweeps from now on. */
    void show(@Nullable Span next) {
        span = next;
    }

    boolean isRunning() {
        return block != null || span != null;
    }

    @Nullable
    Span span() {
        return span;
    }

    void runsIn(Thread thread) {
        this.thread = thread;
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
