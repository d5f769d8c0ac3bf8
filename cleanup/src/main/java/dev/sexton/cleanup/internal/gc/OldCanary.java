package dev.sexton.cleanup.internal.gc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The canary whose object was held until it was old, and then dropped, so that only a collection of old objects finds it. Younger ones
 * are held in waiting to take its place. For the sweeper's thread alone.
 */
final class OldCanary {
    /** A canary that was held through this many collections is old: fifteen are the most that an object can be young for. */
    private static final int OLD_AGE = 16;

    /** A canary whose object is kept alive; not by the canary itself, which would be the mistake this library is about. */
    private record Held(Canary canary, Object object, int born) {}

    private final ReferenceQueue<Object> queue;

    /** Null when not armed. The field also keeps the reference itself from being collected. */
    private @Nullable Canary armed;

    /** Canaries that are still held, the oldest first. */
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    /** After how many collections the latest of them was born. */
    private int latest;

    OldCanary(ReferenceQueue<Object> queue) {
        this.queue = queue;
        // Loads what the first collection needs, while an engine is made.
        held.add(new Held(new Canary(this, queue), this, 0));
        held.clear();
    }

    /** Arms the oldest canary in waiting, if none is armed and that one is old. */
    void arm(int collections) {
        if (armed == null && !held.isEmpty() && collections - held.peek().born() >= OLD_AGE) {
            armed = held.remove().canary();
        }
    }

    /** Holds one more canary from this collection on, unless there are enough. */
    void hold(int collections) {
        if (collections > latest && held.size() <= OLD_AGE) {
            Object object = new Object();
            held.add(new Held(new Canary(object, queue), object, collections));
            latest = collections;
        }
    }

    /** Notes that a reference has come out of the queue; false if it is not this canary. */
    boolean cameOut(Reference<?> reference) {
        if (armed == null || reference != armed) {
            return false;
        }
        armed = null;
        return true;
    }

    /** Whether a collection that has just ended may have been one of old objects: unless this canary is alive, it may. */
    boolean isAlive() {
        if (armed != null && armed.isDead()) {
            armed = null; // found dead, and still on its way
        }
        return armed != null;
    }
}
