package dev.sexton.cleanup.internal.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The JVM's collector, noticed by canaries: phantom references with a queue. When one comes out of the queue, a collection has
 * happened.
 *
 * The young canary refers to an object that is garbage from birth, so the next collection of any kind finds it.
 *
 * The old canary refers to an object that was held until it was old, and then dropped: only a collection of old objects finds
 * it. An object is old, at the latest, when it has been held through sixteen collections; so there is always a flock of
 * younger ones in waiting. While none is old enough, any collection may have been one of old objects, for all that is known.
 *
 * What the canaries do not tell: a concurrent collection may begin before one is armed and clear specials after the sweep that
 * the previous one started. And an old object may be found dead by a collection of some old objects that passes over the
 * canary. Then it is the next collection, or the sweeper's backstop, that finds them.
 */
/** The JVM's collector, noticed by canaries. */
public class CanaryCycle implements GcCycle {
    /** A canary this many collections old is among the old objects: fifteen are the most one can be young for. */
    private static final int OLD_AGE = 16;

    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

    /**
     * Null when not armed. The field also keeps the reference itself from being collected. Written by the sweeper's thread,
     * read by {@link #interrupt}: a stale canary is one that is on its way out already, or out, and then the sweeper is awake.
     */
    private volatile @Nullable Canary young;

    /** The same. This and what follows, up to {@code unnoticed}, is written by the sweeper's thread alone. */
    private @Nullable Canary old;

    /** Canaries that are still held, the oldest first. */
    private final ArrayDeque<Held> flock = new ArrayDeque<>();

    /** How often the young canary came out, after a collection. Read by whoever sweeps. */
    private volatile int collections;

    /** Null while nobody is in a hurry. */
    private @Nullable GcNotices notices;

    /** Whether there is nobody to give notice. */
    private boolean unnoticed;

    /** How many requested collections have begun, and how many of them have ended; at most one is under way. Under this lock. */
    private long begun;

    private long ended;

    @Override
    public void arm() {
        if (young == null) {
            young = new Canary(new Object(), dead);
        }
        if (old == null && !flock.isEmpty() && collections - flock.peek().born() >= OLD_AGE) {
            old = flock.remove().canary();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public Collected await(long nanos) throws InterruptedException {
        // Zero would mean for ever.
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        Reference<?> first = dead.remove(millis);
        boolean oldOnesDie = old == null;
        boolean any = false;
        for (Reference<?> next = first; next != null; next = dead.poll()) {
            if (next == old) {
                old = null;
                oldOnesDie = true;
                any = true;
            } else if (next == young) {
                any = true;
                boolean collected = !young.interrupted;
                young = null; // first of all: whatever fails below, the next one is to be armed
                if (collected) {
                    collections++;
                    if (flock.size() <= OLD_AGE) {
                        Object object = new Object();
                        flock.add(new Held(new Canary(object, dead), object, collections));
                    }
                }
            }
            // Any other is one that was already known to be dead.
        }
        if (!any) {
            return Collected.NOTHING;
        }
        if (old != null && old.refersTo(null)) {
            // Found dead, and still on its way.
            old = null;
            oldOnesDie = true;
        }
        return oldOnesDie ? Collected.ALL : Collected.YOUNG;
    }

    @Override
    public int collections() {
        return collections;
    }

    @Override
    public void hurry(boolean worthwhile) {
        if (worthwhile && notices == null && !unnoticed) {
            try {
                notices = GcNotices.start(this::look);
            } catch (Throwable noManagementModule) {
                unnoticed = true; // or no memory; it is but a convenience
            }
        } else if (!worthwhile && notices != null) {
            notices.stop();
            notices = null;
        }
    }

    /** Lets the canary out, if it has been found dead and is still on its way. */
    void look() {
        Canary armed = young;
        if (armed != null && armed.refersTo(null)) {
            armed.enqueue();
        }
    }

    private static final class Canary extends PhantomReference<Object> {
        /** Whether it is let out without a collection. Set before it is. */
        volatile boolean interrupted;

        Canary(Object referent, ReferenceQueue<Object> queue) {
            super(referent, queue);
        }
    }

    /** A canary whose object is kept alive; not by the canary itself, which would be the mistake this library is about. */
    private record Held(Canary canary, Object object, int born) {}

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
        askForCollection();
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

    void askForCollection() {
        System.gc();
    }

    @Override
    public void interrupt() {
        Canary armed = young;
        if (armed != null) {
            armed.interrupted = true;
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
