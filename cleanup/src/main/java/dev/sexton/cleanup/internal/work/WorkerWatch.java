package dev.sexton.cleanup.internal.work;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Sees to it that no worker holds up cleanups that are not its own.
 *
 * The queue asks for few workers, as Go's does, so one slow action could delay all others. So while there is something to hold up,
 * somebody looks at the workers every 10 ms, as Go's sysmon looks for processors held by a system call: from a worker that has
 * made no progress since, the rest of its block is taken and queued again, and if all of them are stuck, one more may be started.
 * Each further one has to wait 10 ms longer, so that actions that are merely slowish do not end in a crowd of threads.
 *
 * All methods are called under the pool's lock, which also guards the list of workers.
 */
final class WorkerWatch {
    static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    private final CleanupQueue queue;
    private final int usual;
    private final int most;

    /** Watches over {@code usual} workers, and up to {@code most} when some are stuck. */
    WorkerWatch(CleanupQueue queue, int usual, int most) {
        this.queue = queue;
        this.usual = usual;
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
        long least = Long.MAX_VALUE;
        for (Worker worker : workers) {
            long stuck = worker.stuckFor(now);
            least = Math.min(least, stuck);
            if (stuck >= INTERVAL) {
                requeueRest(worker.block());
            }
        }
        int extra = Math.max(0, workers.size() - usual);
        if (!workers.isEmpty() && queue.hasWork() && queue.asleep() == 0 && least / INTERVAL > extra) {
            queue.raiseLimit(most);
        }
    }

    /** Queues what is left of the block; false if there is no memory for that, and then leaves it where it is. */
    boolean requeueRest(@Nullable CleanupBlock block) {
        try {
            CleanupBlock rest = block != null && block.hasRest() ? block.takeRest() : null;
            if (rest != null) {
                queue.push(rest);
            }
            return true;
        } catch (OutOfMemoryError thrownBeforeAnythingWasTaken) {
            return false;
        }
    }
}
