package dev.sexton.cleanup.internal.gc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** The canary whose object is garbage from birth, so that the next collection of any kind finds it. */
final class YoungCanary {
    private final ReferenceQueue<Object> queue;

    /**
     * Null when not armed. The field also keeps the reference itself from being collected. Written by the sweeper's thread, read by any
     * that interrupts it: a stale canary is one that is on its way out already, or out, and then the sweeper is awake.
     */
    private volatile @Nullable Canary armed;

    /** How often it came out after a collection. Written by the sweeper's thread, read by any that sweeps. */
    private volatile int collections;

    YoungCanary(ReferenceQueue<Object> queue) {
        this.queue = queue;
    }

    void arm() {
        if (armed == null) {
            armed = new Canary(new Object(), queue);
        }
    }

    /** Notes that a reference has come out of the queue; false if it is not this canary. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    boolean cameOut(Reference<?> reference) {
        Canary canary = armed;
        if (canary == null || reference != canary) {
            return false;
        }
        armed = null;
        if (!canary.wasReleased()) {
            collections++;
        }
        return true;
    }

    int collections() {
        return collections;
    }

    /** Lets it come out, if it is armed. */
    void release() {
        Canary canary = armed;
        if (canary != null) {
            canary.release();
        }
    }

    /** Lets it come out, if it has been found dead and is still on its way. */
    void hurry() {
        Canary canary = armed;
        if (canary != null && canary.isDead()) {
            canary.enqueue();
        }
    }
}
