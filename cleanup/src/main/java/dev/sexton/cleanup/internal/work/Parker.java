package dev.sexton.cleanup.internal.work;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Lets one thread sleep until another grants it a permit. A seam: a model checker puts a monitor here, since it allows
 * LockSupport.park to return for no reason and so would not notice a permit that is never granted.
 */
class Parker {
    /** Links the sleepers of a {@link CleanupQueue}; under its lock. It is in here so that going to sleep allocates nothing. */
    @Nullable
    Parker nextAsleep;

    /** Written by the sleeper before it looks at the permit; read by the waker after it has granted one. */
    private volatile @Nullable Thread sleeper;

    /** Set by the waker; cleared by the sleeper. */
    private volatile boolean permit;

    /** Sleeps until there is a permit, and consumes it; false if there was none within the time. */
    boolean park(long nanos) {
        long deadline = System.nanoTime() + nanos;
        sleeper = Thread.currentThread();
        while (!permit) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            // Nobody has a reason to interrupt a worker, and the flag would turn the next park into a spin.
            Thread.interrupted();
        }
        permit = false;
        return true;
    }

    void unpark() {
        permit = true;
        LockSupport.unpark(sleeper);
    }
}
