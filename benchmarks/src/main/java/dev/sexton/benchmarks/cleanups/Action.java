package dev.sexton.benchmarks.cleanups;

import java.util.function.LongConsumer;

/**
 * The action that every rival runs: a static method that is given a handle, as a wrapper of a native resource has it. Rivals whose actions
 * take no argument have to capture the handle.
 */
public final class Action {
    /** Set before the first registration, which publishes it to whoever runs the action. */
    private static LongConsumer current = handle -> {};

    private Action() {}

    /**
     * Says what a release does from now on.
     *
     * @param release called with each handle
     */
    public static void set(LongConsumer release) {
        current = release;
    }

    /**
     * Releases.
     *
     * @param handle which
     */
    public static void release(long handle) {
        current.accept(handle);
    }

    /** A resource that is an object, for rivals that are handed one. It does not know its handle. */
    static final class Resource {
        static final Resource ONE = new Resource();

        void release() {
            Action.release(0);
        }
    }
}
