package dev.sexton.benchmarks.cleanups;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Waits, asleep, for the last of a number of releases. */
public final class Countdown {
    private static final long PATIENCE = 120_000_000_000L;

    private final AtomicInteger left;

    /** Set before the waiter looks at what is left; read after that was lowered. One sees the other. */
    private volatile Thread waiter;

    /**
     * Before the first release.
     *
     * @param releases how many are to come
     */
    public Countdown(int releases) {
        this.left = new AtomicInteger(releases);
    }

    /** One has come. */
    public void release() {
        if (left.decrementAndGet() == 0) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits until all have come. A rival that loses one has lost. */
    public void await() {
        waiter = Thread.currentThread();
        long start = System.nanoTime();
        while (left.get() > 0) {
            LockSupport.parkNanos(PATIENCE);
            if (System.nanoTime() - start > PATIENCE) {
                throw new IllegalStateException(
                        left + " actions have not run after two minutes, so there is no figure");
            }
        }
    }
}
