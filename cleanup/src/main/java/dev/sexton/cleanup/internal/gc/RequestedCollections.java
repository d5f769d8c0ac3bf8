package dev.sexton.cleanup.internal.gc;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/*
 * Collections on request. Callers that come while a collection is under way share the next one: it begins after their call, and one
 * serves them all. Several threads that have run out of something at the same moment would otherwise collect once each.
 */
final class RequestedCollections {
    /** One attempt to collect. A seam: tests count attempts, and decide how each ends. */
    interface Attempt {
        /** Returns whether a collection has begun and ended since the call; false after the deadline of System.nanoTime. */
        boolean collect(long deadline) throws InterruptedException;
    }

    private final Attempt attempt;

    /** How many requested collections have begun, and how many of them have ended; at most one is under way. Under this lock. */
    private long begun;

    private long ended;

    /** Collects by calling this, which may do nothing. */
    static RequestedCollections by(Runnable ask) {
        return new RequestedCollections(deadline -> collect(ask, deadline));
    }

    RequestedCollections(Attempt attempt) {
        this.attempt = attempt;
    }

    /** As {@link GcCycle#collect}. */
    boolean collect(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        return switch (waitForTurn(deadline)) {
            case SERVED -> true;
            case TOO_LATE -> false;
            case OWN -> attempt(deadline);
        };
    }

    private enum Turn {
        SERVED,
        TOO_LATE,
        OWN
    }

    private synchronized Turn waitForTurn(long deadline) throws InterruptedException {
        long next = begun + 1;
        while (ended < begun && ended < next) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Turn.TOO_LATE;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (ended >= next) {
            return Turn.SERVED;
        }
        begun++;
        return Turn.OWN;
    }

    private boolean attempt(long deadline) throws InterruptedException {
        boolean collected = false;
        try {
            collected = attempt.collect(deadline);
            return collected;
        } finally {
            end(collected);
        }
    }

    private synchronized void end(boolean collected) {
        if (collected) {
            ended = begun;
        } else {
            begun = ended;
        }
        notifyAll();
    }

    /** Asks for a collection, and looks whether there was one, of young and old objects alike. */
    private static boolean collect(Runnable ask, long deadline) throws InterruptedException {
        Reference<Object> canary = new PhantomReference<>(new Object(), null);
        OldCollections since = OldCollections.countedFromNowOn();
        ask.run();
        if (since == null) {
            return await(() -> canary.refersTo(null), deadline); // nobody knows better
        }
        if (since.anyEnded()) {
            // The JVM has done as it was asked to, and so with a collection that began after that.
            return await(() -> canary.refersTo(null), deadline);
        }
        if (canary.refersTo(null) && since.missesSome()) {
            return false; // something was collected, and nothing will ever tell what
        }
        return await(() -> canary.refersTo(null) && since.anyBegunAndEnded(), deadline);
    }

    /** Most often it is so at once. If not, explicit collections are switched off, and only one that comes by itself helps. */
    private static boolean await(BooleanSupplier collected, long deadline) throws InterruptedException {
        for (long pause = 1; !collected.getAsBoolean(); pause = Math.min(2 * pause, 50)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Math.min(pause, left));
        }
        return true;
    }
}
