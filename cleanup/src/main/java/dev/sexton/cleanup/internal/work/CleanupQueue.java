package dev.sexton.cleanup.internal.work;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/*
 * Blocks that are ready to run, and the protocol by which workers go to sleep and are woken. It is that of Go's
 * runtime.cleanupQueue as fixed for golang/go #73642, where workers that had found no work, but had not yet marked
 * themselves asleep, missed work that came in between.
 *
 *     pusher                                   worker
 *     full.push(block)                         take a unit of workUnits; if there was one: full.pop()
 *     workUnits + 1                            lock; asleep + 1
 *     asleep > 0 or workers < limit?           workUnits > 0? then asleep - 1, unlock, start over
 *       then wake()                            join sleeping; unlock; park
 *
 * No work is missed: the worker counts itself asleep before its second look at workUnits, and the pusher counts the work
 * before it looks at asleep. Both are volatile, so either the worker sees the work, or the pusher sees the worker, takes the
 * lock, and by then finds it in sleeping. A worker that ends after a long sleep frees its place before it ceases to count as
 * asleep: a pusher that reads asleep as 0 then reads a place that is free, and asks for a new worker.
 *
 * Two of Go's parts are not needed. Its lists of free blocks and of all blocks: the JVM allocates and frees them, and a block
 * that is never pushed twice keeps the stack free of ABA. And needg, the goroutines still to be created: here the
 * thread that wakes workers also starts new ones, and reserves their places in `workers` in the same step.
 *
 * The lock is a monitor because taking one allocates nothing: workers must get through an OutOfMemoryError.
 */
class CleanupQueue {
    private final Object lock = new Object();

    private final LockFreeStack<CleanupBlock> full = new LockFreeStack<>();

    /**
     * Blocks in {@code full} that nobody has laid claim to. Incremented after a push, decremented before a pop, never below
     * zero: so it is never more than the length of the stack, and a successful decrement entitles to a block.
     */
    private final AtomicLong workUnits = new AtomicLong();

    /** The parked workers, latest first. Under the lock. */
    private @Nullable Parker sleeping;

    /**
     * How many workers sleep. Written under the lock, where it equals the length of {@code sleeping} whenever the lock is
     * released; read without it. It must never be less than that length, or a pusher would wake nobody; while it is more,
     * a pusher may take the lock for nothing.
     */
    private volatile int asleep;

    /** Workers that exist or are being started. Written under the lock, read without. */
    private volatile int workers;

    /** How many workers there may be. Written under the lock, read without. */
    private volatile int limit;

    /** Set once, under the lock; a worker reads it after it has joined the sleepers, so that one of the two sees the other. */
    private volatile boolean closed;

    /** The limit that the queue returns to as workers above it end. */
    private final int usualLimit;

    CleanupQueue(int usualLimit) {
        this.usualLimit = usualLimit;
        this.limit = usualLimit;
        // Links the code that moves blocks: here a failure to do so loses none.
        CleanupBlock rehearsal = new CleanupBlock(0);
        full.push(rehearsal);
        full.pop();
        rehearsal.claim();
    }

    /** Adds a block. The caller then asks {@link #needsWake}. */
    void push(CleanupBlock block) {
        full.push(block);
        workUnits.incrementAndGet();
    }

    /** Lays claim to one block. */
    boolean tryTakeWork() {
        while (true) {
            long units = workUnits.get();
            if (units == 0) {
                return false;
            }
            if (workUnits.compareAndSet(units, units - 1)) {
                return true;
            }
        }
    }

    /** The next block for a worker, null if there is none at the moment. */
    @Nullable
    CleanupBlock poll() {
        return tryTakeWork() ? full.pop() : null;
    }

    /**
     * The next block for a worker, which sleeps until there is one.
     *
     * @return null if the worker is to end, because none came within the time or the queue is closed; it is then counted out
     */
    @Nullable
    CleanupBlock dequeue(Parker self, long idleNanos) {
        while (!tryTakeWork()) {
            if (goToSleep(self) && !self.park(closed ? 0 : idleNanos) && leave(self)) {
                return null;
            }
        }
        return full.pop(); // never null: the unit of work taken stands for a block
    }

    /** Joins the sleepers, unless work has come. */
    private boolean goToSleep(Parker self) {
        synchronized (lock) {
            asleep++;
            // The second look, now that this worker counts as asleep. Without it, work that came after the first is
            // missed.
            if (workHasCome()) {
                asleep--;
                return false;
            }
            self.nextAsleep = sleeping;
            sleeping = self;
            return true;
        }
    }

    boolean workHasCome() {
        return hasWork();
    }

    /** Ends the worker's sleep and the worker, unless it is being woken; then the permit is waited for, and consumed. */
    private boolean leave(Parker self) {
        synchronized (lock) {
            if (unlink(self)) {
                // `asleep` last: a pusher reads it first, and if it sees this worker no longer asleep it must see its
                // place free.
                limit = Math.max(usualLimit, limit - 1);
                workers--;
                asleep--;
                return true;
            }
        }
        self.park(Long.MAX_VALUE);
        return false;
    }

    /** Removes from the list of sleepers; false if not in it. */
    private boolean unlink(Parker self) {
        Parker before = null;
        for (Parker p = sleeping; p != null; before = p, p = p.nextAsleep) {
            if (p == self) {
                if (before == null) {
                    sleeping = p.nextAsleep;
                } else {
                    before.nextAsleep = p.nextAsleep;
                }
                p.nextAsleep = null;
                return true;
            }
        }
        return false;
    }

    /** Whether there is work, and a worker that could be woken or started to do it. Takes no lock: for use after each push. */
    boolean needsWake() {
        return hasWork() && (asleep > 0 || workers < limit);
    }

    /**
     * Wakes a sleeper for each block, as far as there are any.
     *
     * @return how many workers are to be started on top, as far as the limit allows; they are counted as workers already
     */
    int wake() {
        Parker woken = null;
        int toStart;
        synchronized (lock) {
            // In longs: there may be more blocks than an int can count.
            long work = workUnits.get();
            int toWake = (int) Math.min(work, asleep);
            int left = toWake;
            toStart = (int) Math.max(0, Math.min(work - toWake, limit - workers));
            for (Parker p = sleeping; p != null && left > 0; p = sleeping, left--) {
                sleeping = p.nextAsleep;
                p.nextAsleep = woken;
                woken = p;
            }
            asleep -= toWake;
            workers += toStart;
        }
        while (woken != null) {
            // Read first: once awake, it may go to sleep again and be linked elsewhere.
            Parker next = woken.nextAsleep;
            woken.unpark();
            woken = next;
        }
        return toStart;
    }

    /** Takes back places that {@link #wake} reserved for workers that could not be started. */
    void notStarted(int count) {
        synchronized (lock) {
            workers -= count;
        }
    }

    /**
     * Counts out a worker whose thread has ended in a way that {@link #dequeue} does not know of. If it was about to be woken, the caller
     * sees to it that another one is: it asks {@link #needsWake}.
     */
    void lost(Parker self) {
        synchronized (lock) {
            boolean slept = unlink(self);
            workers--;
            asleep -= slept ? 1 : 0;
        }
    }

    /** Allows this many workers more, in place of those that are stuck. */
    void raiseLimit(int more, int most) {
        synchronized (lock) {
            limit = Math.min(most, Math.max(limit, workers) + more);
        }
    }

    /** From now on, workers end once there is no work. */
    void close() {
        synchronized (lock) {
            closed = true;
            while (sleeping != null) {
                Parker next = sleeping.nextAsleep;
                sleeping.unpark();
                sleeping = next;
            }
            asleep = 0;
        }
    }

    boolean hasWork() {
        return workUnits.get() > 0;
    }

    /** Whether workers have more to do than they will have begun with in a moment. */
    boolean hasBacklog() {
        return workUnits.get() > 1;
    }

    /** Workers that are neither asleep nor ended: each is in a block, or about to take one or to go to sleep. */
    int awake() {
        synchronized (lock) {
            return workers - asleep;
        }
    }

    int asleep() {
        return asleep;
    }
}
