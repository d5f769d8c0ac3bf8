package dev.sexton.junit;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.junit.internal.Holders;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Assertions about what the collector can find dead. They force collections, so they cost some ten milliseconds each; one that
 * fails writes a heap dump to find out why, and deletes it.
 *
 * <p>An object is not dead while a variable of a running method holds it, even if the method does not use it any more: code
 * that runs in the interpreter keeps its variables. So let the object be made in a method, or lambda, of its own.
 */
public final class Reachability {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Reachability() {}

    /**
     * Asserts that nothing holds on to what {@code maker} returns: collections find it dead within 10 seconds.
     *
     * {@snippet :
     * assertCollectable(() -> {
     *     Buffer buffer = new Buffer();
     *     cache.put("key", buffer);
     *     cache.clear();
     *     return buffer;
     * });
     * }
     *
     * @param maker makes the object, uses it, and returns it
     * @throws AssertionError if the object is still reachable then; the message has the shortest path by which, from a root
     *     such as a local variable or a class
     * @throws NullPointerException if {@code maker} is null or returns null
     * @throws Exception what {@code maker} throws; {@link InterruptedException} if interrupted
     */
    public static void assertCollectable(Callable<?> maker) throws Exception {
        assertCollectable(weak(maker), LIMIT);
    }

    private static Reference<?> weak(Callable<?> maker) throws Exception {
        return new WeakReference<>(
                Objects.requireNonNull(maker.call(), "the maker has returned null: there is nothing to be collected"));
    }

    /**
     * Asserts that nothing holds on to an object: collections find it dead within 10 seconds.
     *
     * @param reference a weak or phantom reference to the object, made while it was in use
     * @throws AssertionError as for {@link #assertCollectable(Callable)}
     * @throws IllegalArgumentException for a soft reference, which itself holds the object
     * @throws InterruptedException if interrupted
     */
    public static void assertCollectable(Reference<?> reference) throws InterruptedException {
        assertCollectable(reference, LIMIT);
    }

    /**
     * As {@link #assertCollectable(Reference)}, within a time of one's own.
     *
     * @param reference as for {@link #assertCollectable(Reference)}
     * @param limit how long to go on collecting; there is at least one collection
     * @throws AssertionError as for {@link #assertCollectable(Callable)}
     * @throws IllegalArgumentException as for {@link #assertCollectable(Reference)}
     * @throws InterruptedException if interrupted
     */
    public static void assertCollectable(Reference<?> reference, Duration limit) throws InterruptedException {
        if (reference instanceof SoftReference) {
            throw new IllegalArgumentException(
                    "A soft reference holds its object while there is memory, so the assertion"
                            + " would fail because of it: use a WeakReference");
        }
        Reference<?> witness = new WeakReference<>(new Object());
        if (!isCollected(reference, limit)) {
            String holders = Holders.of(reference);
            if (!reference.refersTo(null)) { // the dump collects, too
                throw new AssertionError(
                        witness.refersTo(null)
                                ? name(reference) + " is still reachable after " + limit.toMillis()
                                        + " ms of collections" + holders
                                : "The JVM does not collect on request (-XX:+DisableExplicitGC, the Epsilon collector), so"
                                        + " nothing can be said about " + name(reference));
            }
        }
    }

    private static boolean isCollected(Reference<?> reference, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long pause = 1; !reference.refersTo(null); pause = Math.min(2 * pause, 50)) {
            System.gc();
            if (reference.refersTo(null)) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }

    private static String name(Reference<?> reference) {
        Object object = reference.get();
        return object == null
                ? "The object"
                : "An object of " + object.getClass().getName();
    }

    /**
     * Waits until the shared runtime has run the cleanups of all objects that are dead now.
     *
     * @throws AssertionError as for {@link #awaitCleanups(CleanupRuntime, Duration)}, after 10 seconds
     * @throws InterruptedException if interrupted
     */
    public static void awaitCleanups() throws InterruptedException {
        awaitCleanups(Cleanups.runtime());
    }

    /**
     * Waits until a runtime has run the cleanups of all objects that are dead now.
     *
     * @param runtime whose cleanups
     * @throws AssertionError as for {@link #awaitCleanups(CleanupRuntime, Duration)}, after 10 seconds
     * @throws InterruptedException if interrupted
     */
    public static void awaitCleanups(CleanupRuntime runtime) throws InterruptedException {
        awaitCleanups(runtime, LIMIT);
    }

    /**
     * Waits until a runtime has run the cleanups of all objects that are dead now: collects, sweeps, and lets its workers
     * finish.
     *
     * @param runtime whose cleanups
     * @param limit how long to wait
     * @throws AssertionError if they are not done then; the message has the runtime's figures
     * @throws InterruptedException if interrupted
     */
    public static void awaitCleanups(CleanupRuntime runtime, Duration limit) throws InterruptedException {
        if (!runtime.reclaim(limit)) {
            throw new AssertionError("The cleanups of " + runtime + " are not done after " + limit.toMillis()
                    + " ms: either an action takes longer, or the JVM does not collect on request"
                    + " (-XX:+DisableExplicitGC). " + runtime.stats());
        }
    }
}
