package dev.sexton.cli.examples.demo;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The demo's own account of its descriptors: how many may be open, which are, and what has become of the others. A thread that
 * was refused a descriptor waits here for one to come back.
 */
final class Ledger {
    private final int limit;
    private final Duration patience;

    /* All that follows is guarded by this object's monitor. */

    /** Descriptors that have been opened and whose close has not begun. */
    private final Set<Long> open = new HashSet<>();

    /** Places taken: the descriptors above, those being opened, and those being closed. At most the limit. */
    private int taken;

    private long opened;
    private long closed;
    private long closedTwice;
    private long refusedByLimit;
    private long refusedBySystem;

    /** Files whose owner is no longer held, so that a collection can bring their descriptors back. */
    private long forgotten;

    /** What {@link #forgotten} was when the last reclaim began: another one is worth it only if there are more. */
    private long reclaimedUpTo;

    private boolean reclaiming;

    /**
     * A reading of the account.
     *
     * @param opened descriptors the system has given
     * @param closed descriptors it has taken back
     * @param closedTwice times that one was closed by others than its owner, or more than once
     * @param refusedByLimit opens that would have exceeded the limit
     * @param refusedBySystem opens for which the system had no descriptor left
     */
    record Counts(long opened, long closed, long closedTwice, long refusedByLimit, long refusedBySystem) {
        long open() {
            return opened - closed;
        }

        long refused() {
            return refusedByLimit + refusedBySystem;
        }
    }

    Ledger(int limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
    }

    /** Takes a place, if one is free, for a descriptor about to be opened. */
    synchronized boolean admit() {
        if (taken == limit) {
            refusedByLimit++;
            return false;
        }
        taken++;
        return true;
    }

    synchronized void opened(long descriptor) {
        if (!open.add(descriptor)) {
            // The system does not give a number twice, so another than its owner has closed it.
            closedTwice++;
        }
        opened++;
    }

    /** Gives back the place of a descriptor that could not be opened. */
    synchronized void notOpened(boolean noneLeft) {
        taken--;
        if (noneLeft) {
            refusedBySystem++;
        }
        notifyAll();
    }

    synchronized void forgotten() {
        forgotten++;
        notifyAll();
    }

    /**
     * Strikes off a descriptor that is about to be closed: before, since right after it the system may give the same number to
     * another thread.
     *
     * @return false if it is not open: closing it would hit whoever has its number now
     */
    synchronized boolean closing(long descriptor) {
        if (!open.remove(descriptor)) {
            closedTwice++;
            return false;
        }
        return true;
    }

    /** Notes that the system has closed a descriptor, or has said that it was not open. */
    synchronized void closed(boolean wasOpen) {
        taken--;
        closed++;
        if (!wasOpen) {
            closedTwice++;
        }
        notifyAll();
    }

    /**
     * Waits until a descriptor has come back since the count was {@code seen}, or until it falls to the caller to reclaim.
     * One thread reclaims for all.
     *
     * @return true if the caller is to reclaim and to say so with {@link #reclaimed}; false if it can try again
     * @throws OutOfDescriptorsException if nothing has come back for as long as patience lasts
     */
    synchronized boolean awaitReturn(long seen) throws InterruptedException, OutOfDescriptorsException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (closed == seen) {
            if (!reclaiming && forgotten > reclaimedUpTo) {
                reclaiming = true;
                reclaimedUpTo = forgotten;
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new OutOfDescriptorsException(opened - closed, patience);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }

    synchronized void reclaimed() {
        reclaiming = false;
        notifyAll();
    }

    synchronized long closed() {
        return closed;
    }

    synchronized Counts counts() {
        return new Counts(opened, closed, closedTwice, refusedByLimit, refusedBySystem);
    }
}
