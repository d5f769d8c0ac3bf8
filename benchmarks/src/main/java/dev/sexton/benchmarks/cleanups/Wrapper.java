package dev.sexton.benchmarks.cleanups;

/** The object that cleanups are registered for: of a class of the user's, like a wrapper of a native resource. */
public final class Wrapper {
    /** Wraps nothing. */
    public Wrapper() {}
}
