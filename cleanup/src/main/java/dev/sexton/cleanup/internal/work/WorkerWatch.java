package dev.sexton.cleanup.internal.work;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Sees to it that no worker holds up cleanups that are not its own.
 *
 * The queue asks for few workers, as Go's does, so one slow action could delay all others. So while there is something to hold up,
 * somebody looks at the workers every 10 ms, as Go's sysmon looks for processors held by a system call: from a worker that has
 * made no progress since, the rest of its block is taken and queued again, in two halves, and if all of them are stuck, half as many
 * again may be started, one at least. So the delay behind k actions that are stuck grows with the logarithm of k.
 *
 * A worker whose actions take a millisecond or more each makes progress, and still holds up many. After 50 ms of that it is treated
 * like one that is stuck, and one worker more may be started; so it takes seconds until slowish actions have a crowd of threads, and
 * quick ones never have.
 *
 * All methods are called under the pool's lock, which also guards the list of workers.
 */
final class WorkerWatch {
    static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long, in ns, a worker has to be slow. */
    private static final long SLOW_FOR = 5 * INTERVAL;

    private final CleanupQueue queue;
    private final int most;

    /** How many workers there may be on top of that, in place of those that wait for the end of the JVM. */
    private int exiting;

    /** Watches over the queue's workers, and lets there be up to {@code most} when some are stuck. */
    WorkerWatch(CleanupQueue queue, int most) {
        this.queue = queue;
        this.most = most;
    }

    /** Whether something waits that a stuck worker, or the lack of workers, could hold up. */
    boolean isNeeded(List<Worker> workers) {
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
        // A worker that is awake and has no block may have taken one from the queue and not yet made it visible.
        return betweenBlocks > 0;
    }

    /** Relieves stuck workers of the cleanups that wait behind the one they run, and allows one worker more if all are stuck. */
    void relieve(List<Worker> workers, long now) {
        int stuck = 0;
        int slow = 0;
        for (Worker worker : workers) {
            if (worker.stuckFor(now) >= INTERVAL) {
                stuck++;
                requeueRest(worker.block());
            } else if (worker.slowFor(now) >= SLOW_FOR) {
                slow++;
                requeueRest(worker.block());
            }
        }
        if (!workers.isEmpty() && queue.hasWork() && queue.asleep() == 0 && stuck + slow == workers.size()) {
            queue.raiseLimit(Math.max(1, stuck / 2), most + exiting);
            workers.forEach(worker -> worker.notSlowBefore(now));
        }
    }

    /** Sets how many workers are in a call that ends the JVM, and so never come back. */
    void setExiting(int exiting) {
        this.exiting = exiting;
    }

    private void pushUnlessEmpty(CleanupBlock block) {
        if (block.size() > 0) {
            queue.push(block);
        }
    }

    /** Queues what is left of the block; false if there is no memory for that, and then leaves it where it is. */
    boolean requeueRest(@Nullable CleanupBlock block) {
        try {
            if (block != null && block.hasRest()) {
                CleanupBlock half = new CleanupBlock(block.size()); // before anything is taken
                CleanupBlock rest = block.takeRest();
                if (rest != null) {
                    rest.moveHalfTo(half);
                    queue.push(rest);
                    pushUnlessEmpty(half);
                }
            }
            return true;
        } catch (OutOfMemoryError thrownBeforeAnythingWasTaken) {
            return false;
        }
    }
}
