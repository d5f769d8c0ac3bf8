package dev.sexton.cleanup.internal.work;

import java.util.ArrayList;
import java.util.List;

/*
 * Pushers and workers around a CleanupQueue, as Sweeper and WorkerPool use it, in as few steps as possible: whoever pushes asks
 * needsWake() and starts the workers that wake() asks for; a worker dequeues until there is nothing.
 *
 * Main waits until every block has run. If one is lost, main and all workers wait forever, and the model checker reports a
 * deadlock.
 */
public final class QueueProgram {
    private final CleanupQueue queue;
    private final int blocks;
    private final long idleNanos;

    /* Under this object's monitor. */
    private final List<Thread> workers = new ArrayList<>();
    private int ran;

    /** If the time is zero, a worker that finds nothing ends at once, else it waits until it is woken. */
    public QueueProgram(int limit, int blocks, long idleNanos) {
        this.queue = new CleanupQueue(limit);
        this.blocks = blocks;
        this.idleNanos = idleNanos;
    }

    public void run(int pushers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < pushers; i++) {
            Thread pusher = new Thread(() -> push(blocks / pushers));
            threads.add(pusher);
            pusher.start();
        }
        for (Thread pusher : threads) {
            pusher.join();
        }
        awaitAll();
        queue.close();
        for (Thread worker : workers()) {
            worker.join();
        }
        check(!queue.hasWork(), "work is left");
        check(queue.asleep() == 0, "somebody counts as asleep after the end");
        check(queue.awake() == 0, "somebody counts as awake after the end");
    }

    private void push(int count) {
        for (int i = 0; i < count; i++) {
            queue.push(new CleanupBlock(0));
            if (queue.needsWake()) {
                start(queue.wake());
            }
        }
    }

    private synchronized void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread worker = new Thread(this::work);
            workers.add(worker);
            worker.start();
        }
    }

    private void work() {
        MonitorParker parker = new MonitorParker();
        while (queue.dequeue(parker, idleNanos) != null) {
            ranOne();
        }
    }

    private synchronized void ranOne() {
        ran++;
        check(ran <= blocks, "a block has run twice");
        notifyAll();
    }

    private synchronized void awaitAll() throws InterruptedException {
        while (ran < blocks) {
            wait();
        }
    }

    private synchronized List<Thread> workers() {
        return List.copyOf(workers);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Lincheck lets LockSupport.park return for no reason, and so would not notice a permit that is never granted. */
    private static final class MonitorParker extends Parker {
        private boolean permit;

        @Override
        synchronized boolean park(long nanos) {
            while (!permit) {
                if (nanos == 0) {
                    return false;
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            permit = false;
            return true;
        }

        @Override
        synchronized void unpark() {
            permit = true;
            notifyAll();
        }
    }
}
