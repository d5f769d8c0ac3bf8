package dev.sexton.cleanup;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The one place where tests wait for the real collector: asks for collections until what is awaited has come true. */
public final class Gc {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Gc() {}

    /** Collects until the condition holds; fails if it does not within a minute. */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            once();
        }
    }

    /** Collects until an object that is garbage now has been found dead, and its reference has come through the queue. */
    public static void once() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Reference<Object> witness = new PhantomReference<>(new Object(), queue);
        try {
            do {
                System.gc();
            } while (queue.remove(10) == null);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Reference.reachabilityFence(witness);
        }
    }
}
