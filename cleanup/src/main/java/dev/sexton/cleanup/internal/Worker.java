package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.FailureHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Runs the cleanups of one block after the other, until it is told to end. Nothing an action throws ends it. */
final class Worker implements Runnable {
    private static final VarHandle EXECUTED;

    static {
        try {
            EXECUTED = MethodHandles.lookup()
                    .findVarHandle(Worker.class, "executed", long.class)
                    .withInvokeExactBehavior();
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

    /** The thread that runs this. Under the pool's lock. */
    private @Nullable Thread thread;

    /** The block being run, null between blocks. Written by this worker, read by the pool's watch and statistics. */
    private volatile @Nullable CleanupBlock block;

    /** Cleanups run to the end. Written by this worker alone, with release order, so that it costs no fence per cleanup. */
    private volatile long executed;

    /** How many of them threw: counted after executed, so failed ≤ executed for a reader that reads this first. */
    private volatile long failed;

    /** What the last look of {@link #stuckFor} saw, and when it first saw it. Under the pool's lock. */
    private @Nullable CleanupBlock seenBlock;

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
    }

    @Override
    public void run() {
        for (CleanupBlock next; (next = queue.dequeue(parker, idleTimeout)) != null; ) {
            runAll(next);
        }
        pool.ended(this);
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
            Object run = witness.begins(special);
            runOne(special);
            witness.ended(run);
        }
        witness.blockEnded();
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
        CleanupBlock current = block;
        long done = executed;
        if (current == null || current != seenBlock || done != seenExecuted) {
            seenBlock = current;
            seenExecuted = done;
            seenSince = now;
        }
        return now - seenSince;
    }

    @Nullable
    CleanupBlock block() {
        return block;
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

    long failed() {
        return failed;
    }
}
