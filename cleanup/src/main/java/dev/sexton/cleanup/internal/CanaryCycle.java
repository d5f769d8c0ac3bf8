package dev.sexton.cleanup.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The JVM's collector, noticed by a canary: a phantom reference with a queue, to an object that is garbage from birth. When
 * it comes out of the queue, a collection has happened.
 *
 * What it does not tell: a concurrent collection may begin before the canary is armed and clear specials after the sweep
 * that the previous canary started. Then it is the next collection, or the sweeper's backstop, that finds them.
 */
class CanaryCycle implements GcCycle {
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

    /**
     * Null when not armed. The field also keeps the reference itself from being collected. Written by the sweeper's thread,
     * read by {@link #interrupt}: a stale canary is one that is on its way out already, or out, and then the sweeper is awake.
     */
    private volatile @Nullable Reference<Object> canary;

    /** How many requested collections have begun, and how many of them have ended; at most one is under way. Under this lock. */
    private long begun;

    private long ended;

    @Override
    public void arm() {
        if (canary == null) {
            canary = new PhantomReference<>(new Object(), dead);
        }
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        // Zero would mean for ever.
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        if (dead.remove(millis) == null) {
            return false;
        }
        canary = null;
        return true;
    }

    /**
     * Callers who come while a collection is under way share the next one: it begins after their call, and one serves them
     * all. Several threads that have run out of something at the same moment would otherwise collect once each.
     */
    @Override
    public boolean collect(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        synchronized (this) {
            long next = begun + 1;
            while (ended < begun && ended < next) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (ended >= next) {
                return true;
            }
            begun++;
        }
        boolean collected = false;
        try {
            collected = collectNow(deadline);
            return collected;
        } finally {
            ended(collected);
        }
    }

    private synchronized void ended(boolean collected) {
        if (collected) {
            ended = begun;
        } else {
            begun = ended;
        }
        notifyAll();
    }

    /** Collects, and looks whether it did. */
    boolean collectNow(long deadline) throws InterruptedException {
        Reference<Object> witness = new PhantomReference<>(new Object(), null);
        System.gc();
        // Most often true at once. If not, explicit collections are switched off, and only one that comes by itself
        // helps.
        for (long pause = 1; !witness.refersTo(null); pause = Math.min(2 * pause, 50)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Math.min(pause, left));
        }
        return true;
    }

    @Override
    public void interrupt() {
        Reference<Object> armed = canary;
        if (armed != null) {
            armed.enqueue();
        }
    }

    @Override
    public boolean isNever() {
        try {
            return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                    .anyMatch(collector -> collector.getName().startsWith("Epsilon"));
        } catch (LinkageError noManagementModule) {
            return false;
        }
    }
}
