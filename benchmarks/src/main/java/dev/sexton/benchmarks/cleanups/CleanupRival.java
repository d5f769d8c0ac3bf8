package dev.sexton.benchmarks.cleanups;

import java.lang.ref.Reference;

/**
 * One way to have {@link Action#release} called with a handle once an object is dead, in the form its documentation
 * recommends.
 *
 * @param <R> what a registration is cancelled by
 */
public interface CleanupRival<R> {
    /**
     * Has the handle released once the object is dead.
     *
     * @param object whose death is awaited
     * @param handle what is to be released
     * @return what cancels it
     */
    R add(Object object, long handle);

    /**
     * Ends a registration whose object is alive: without running the action where the rival can do that, else by running it.
     *
     * @param registration what add returned
     */
    void cancel(R registration);

    /**
     * Registers objects that are all alive until this returns, and that nothing holds then.
     *
     * @param count how many
     * @param firstHandle of the first one; the others follow by ones
     */
    default void addAndDrop(int count, long firstHandle) {
        Object[] alive = new Object[count];
        try {
            for (int i = 0; i < count; i++) {
                alive[i] = new Wrapper();
                add(alive[i], firstHandle + i);
            }
        } finally {
            Reference.reachabilityFence(alive);
        }
    }
}
