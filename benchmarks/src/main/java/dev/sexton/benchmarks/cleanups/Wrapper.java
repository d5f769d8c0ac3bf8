package dev.sexton.benchmarks.cleanups;

/** What cleanups are registered for: an object of a class of the user's, as a wrapper of a native resource is. */
public final class Wrapper {
    /** Wraps nothing. */
    public Wrapper() {}
}
