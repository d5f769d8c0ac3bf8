package dev.sexton.cleanup.internal.gc;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/** A reference that comes out of its queue once its object has been found dead, or once it is {@linkplain #release released}. */
final class Canary extends PhantomReference<Object> {
    /** Whether it came out without a collection. Written before it does. */
    private volatile boolean released;

    Canary(Object object, ReferenceQueue<Object> queue) {
        super(object, queue);
    }

    boolean isDead() {
        return refersTo(null);
    }

    /** Lets it come out now, without a collection. */
    void release() {
        released = true;
        enqueue();
    }

    boolean wasReleased() {
        return released;
    }
}
