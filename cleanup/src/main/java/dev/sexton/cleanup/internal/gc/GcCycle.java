package dev.sexton.cleanup.internal.gc;

/** Tells when a collection has ended. A seam: tests put a cycle of their own here and let objects die at will. */
public interface GcCycle {
    /** Makes the next collection that ends count. Does nothing if the cycle is armed. Called by the sweeper's thread alone. */
    void arm();

    /**
     * Waits for a collection to end since {@link #arm}.
     *
     * @param nanos how long at most
     * @return the kind of the collection, if there was one; then the cycle is no longer armed
     */
    Collected await(long nanos) throws InterruptedException;

    /** Returns how many collections have ended one of these waits: each of them began after the one before had ended. */
    int collections();

    /**
     * Makes a collection happen.
     *
     * @param nanos how long to wait for it at most
     * @return whether one has begun and ended since the call
     */
    boolean collect(long nanos) throws InterruptedException;

    /**
     * Sets whether {@link #await} should return as early as possible, at some cost: worthwhile if very many cleanups are live. For the
     * sweeper's thread alone.
     */
    void hurry(boolean worthwhile);

    /** Ends an {@link #await} early, if one is under way. */
    void interrupt();

    /** Returns whether no collection can ever end. */
    boolean isNever();
}
