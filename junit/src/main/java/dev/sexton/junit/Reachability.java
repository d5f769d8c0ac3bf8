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
 * Assertions that objects can be collected. They force collections, so each costs some ten milliseconds; an assertion that fails
 * writes a heap dump to find out why, and deletes it.
 *
 * <p>An object is not dead while a variable of a running method holds it, even if the method does not use it any more: the
 * interpreter keeps the variables of a frame. So make the object in a separate method or lambda.
 *
 * @since 0.2.0
 */
public final class Reachability {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Reachability() {}

    /**
     * Asserts that nothing keeps the object reachable that {@code maker} returns: collections find it dead within 10 seconds.
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
     * @throws AssertionError if the object is still reachable then; the message contains the shortest path to it from a root,
     *     such as a local variable or a class
     * @throws NullPointerException if {@code maker} returns null
     * @throws Exception if {@code maker} throws it; {@link InterruptedException} if the thread is interrupted
     */
    public static void assertCollectable(Callable<?> maker) throws Exception {
        assertCollectable(weak(maker), LIMIT);
    }

    private static Reference<?> weak(Callable<?> maker) throws Exception {
        return new WeakReference<>(
                Objects.requireNonNull(maker.call(), "maker returned null: there is no object to collect"));
    }

    /**
     * Asserts that nothing keeps an object reachable: collections find it dead within 10 seconds.
     *
     * @param reference a weak or phantom reference to the object, made while it was in use
     * @throws AssertionError as for {@link #assertCollectable(Callable)}
     * @throws IllegalArgumentException if {@code reference} is a soft reference, which itself holds the object
     * @throws InterruptedException if the thread is interrupted
     */
    public static void assertCollectable(Reference<?> reference) throws InterruptedException {
        assertCollectable(reference, LIMIT);
    }

    /**
     * Asserts that nothing keeps an object reachable: collections find it dead within the given time.
     *
     * @param reference a weak or phantom reference to the object, made while it was in use
     * @param limit how long to collect; there is at least one collection
     * @throws AssertionError as for {@link #assertCollectable(Callable)}
     * @throws IllegalArgumentException as for {@link #assertCollectable(Reference)}
     * @throws InterruptedException if the thread is interrupted
     */
    public static void assertCollectable(Reference<?> reference, Duration limit) throws InterruptedException {
        if (reference instanceof SoftReference) {
            throw new IllegalArgumentException(
                    "reference is a SoftReference, which holds its object while there is memory, so the"
                            + " assertion would fail because of it: use a WeakReference");
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
                                        + " this assertion cannot tell whether something holds " + name(reference));
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
     * @throws InterruptedException if the thread is interrupted
     */
    public static void awaitCleanups() throws InterruptedException {
        awaitCleanups(Cleanups.runtime());
    }

    /**
     * Waits until a runtime has run the cleanups of all objects that are dead now.
     *
     * @param runtime the runtime to wait for
     * @throws AssertionError as for {@link #awaitCleanups(CleanupRuntime, Duration)}, after 10 seconds
     * @throws InterruptedException if the thread is interrupted
     */
    public static void awaitCleanups(CleanupRuntime runtime) throws InterruptedException {
        awaitCleanups(runtime, LIMIT);
    }

    /**
     * Waits until a runtime has run the cleanups of all objects that are dead now: collects, sweeps, and waits for the workers.
     *
     * @param runtime the runtime to wait for
     * @param limit the longest time to wait
     * @throws AssertionError if cleanups are left then; the message contains the runtime's statistics
     * @throws InterruptedException if the thread is interrupted
     */
    public static void awaitCleanups(CleanupRuntime runtime, Duration limit) throws InterruptedException {
        if (!runtime.reclaim(limit)) {
            throw new AssertionError("The cleanups of " + runtime + " are not done after " + limit.toMillis()
                    + " ms: either an action takes longer, or the JVM does not collect on request"
                    + " (-XX:+DisableExplicitGC). " + runtime.stats());
        }
    }
}
