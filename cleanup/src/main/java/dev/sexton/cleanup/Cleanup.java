package dev.sexton.cleanup;

/** Handle. */
public interface Cleanup extends java.lang.ref.Cleaner.Cleanable {
    /**
     * Cancels.
     *
     * @return whether this call prevented the run
     */
    boolean stop();
}
