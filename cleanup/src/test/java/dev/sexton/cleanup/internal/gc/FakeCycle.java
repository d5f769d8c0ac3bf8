package dev.sexton.cleanup.internal.gc;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A collector that collects when a test says so. It "collects" the specials that the test clears; a collection
 * counts for the sweeper only if the cycle was armed when it ended, as with the real canary.
 */
public class FakeCycle implements GcCycle {
    private final Semaphore ended = new Semaphore(0);
    private final AtomicInteger collections = new AtomicInteger();
    private boolean armed;
    private volatile Collected kind = Collected.ALL;

    /** The last call of the sweeper. */
    public volatile boolean inAHurry;

    /** From now on this is what is collected. */
    public void collects(Collected kind) {
        this.kind = kind;
    }

    /** A collection ends: what {@link #kill} has cleared is seen by whoever looks now. */
    public synchronized void collectionEnds() {
        if (armed) {
            armed = false;
            ended.release();
        }
    }

    /** Lets the object of this cleanup be dead, as far as anybody can tell. */
    public static void kill(Object cleanup) {
        Death.of(cleanup);
    }

    @Override
    public synchronized void arm() {
        armed = true;
    }

    @Override
    public Collected await(long nanos) throws InterruptedException {
        if (!ended.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            return Collected.NOTHING;
        }
        collections.incrementAndGet();
        return kind;
    }

    @Override
    public boolean collect(long nanos) {
        collectionEnds();
        return true;
    }

    @Override
    public int collections() {
        return collections.get();
    }

    @Override
    public void hurry(boolean worthwhile) {
        inAHurry = worthwhile;
    }

    @Override
    public void interrupt() {
        ended.release();
    }

    @Override
    public boolean isNever() {
        return false;
    }
}
