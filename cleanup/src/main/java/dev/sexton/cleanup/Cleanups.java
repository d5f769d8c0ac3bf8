package dev.sexton.cleanup;

import dev.sexton.cleanup.internal.work.Privileged;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cleanups in the runtime that the whole JVM shares.
 *
 * <p>A cleanup is an action that runs some time after an object becomes unreachable:
 *
 * {@snippet :
 * final class NativeBuffer implements AutoCloseable {
 *     private final long address = allocate(4096);
 *     private final Cleanup cleanup = Cleanups.add(this, NativeBuffer::free, address);
 *
 *     private static native void free(long address);
 *
 *     @Override
 *     public void close() {
 *         cleanup.clean(this);
 *     }
 * }
 * }
 *
 * <p>Guarantees and limits:
 *
 * <ul>
 *   <li>The action runs at most once, and never while the object is reachable. The object is not resurrected: the action
 *       receives the argument, not the object.
 *   <li>The action runs on a worker thread, concurrently with other cleanups and with the application, in no particular order.
 *       Everything the registering thread did before {@code add} is visible to the action.
 *   <li>The action runs <em>some time</em> after a collection has found the object dead. Without a collection nothing runs. When
 *       the JVM exits, live cleanups do not run, unless {@link CleanupRuntime.Builder#runAtExit} asks for it.
 *   <li>An object that its own action or argument can reach is never unreachable. {@code add} rejects the captures it can
 *       see; it cannot see captures inside collections, or in fields of a module that is not open to this one. If a field will be
 *       cleared in time, mark it {@link ClearedLater}.
 *   <li>An object may be found dead as soon as no code will use it again, even while one of its methods is running. Use
 *       {@link java.lang.ref.Reference#reachabilityFence} after the last use of the resource that the cleanup releases.
 *       {@link Cleanup#clean(Object)} and {@link Cleanup#stop(Object)} do so themselves.
 *   <li>If the object has a {@code finalize()} method, the cleanup runs only when the object is unreachable again after it
 *       was finalized. {@link Guarded} gives the same order without {@code finalize()}.
 *   <li>With the Epsilon collector nothing ever dies: the handle works, and nothing runs by itself.
 * </ul>
 *
 * @since 0.2.0
 */
public final class Cleanups {
    private static final CleanupRuntime SHARED;

    static {
        SharedSettings settings = new SharedSettings(name -> Privileged.call(() -> System.getProperty(name)));
        SHARED = CleanupRuntime.shared(settings);
        // After the assignment: a logger may use cleanups itself.
        settings.logComplaints();
    }

    private Cleanups() {}

    /**
     * Registers a cleanup: some time after {@code object} becomes unreachable, {@code action.accept(argument)} runs.
     *
     * @param <A> the type of the argument
     * @param object the object to watch; any number of cleanups may be registered for it
     * @param action must not capture {@code object}: use a static method or a lambda that captures nothing
     * @param argument handed to the action, usually the resource to release; may be null
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException if the cleanup would never run, because the action or the argument is or captures
     *     {@code object}, or because {@code object} has no identity (boxes, {@code Optional}, {@code List.of()} …)
     * @throws OutOfMemoryError if there is no memory for the record or for the sweeper's thread; then nothing was
     *     registered, and the caller is still responsible for what the action would have released
     */
    public static <A extends @Nullable Object> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        return SHARED.add(object, action, argument);
    }

    /**
     * Registers a cleanup with a {@code long} argument, such as an address or a descriptor, which needs no box this way.
     *
     * @param object the object to watch; any number of cleanups may be registered for it
     * @param action must not capture {@code object}: use a static method or a lambda that captures nothing
     * @param argument handed to the action
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(Object, Consumer, Object)}
     * @throws OutOfMemoryError as for {@link #add(Object, Consumer, Object)}
     */
    public static Cleanup add(Object object, LongConsumer action, long argument) {
        return SHARED.add(object, action, argument);
    }

    /**
     * Registers a cleanup without an argument; has the shape of {@link java.lang.ref.Cleaner#register}.
     *
     * @param object the object to watch; any number of cleanups may be registered for it
     * @param action must not capture {@code object}
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(Object, Consumer, Object)}
     * @throws OutOfMemoryError as for {@link #add(Object, Consumer, Object)}
     */
    public static Cleanup add(Object object, Runnable action) {
        return SHARED.add(object, action);
    }

    /**
     * Returns the shared runtime: for its {@linkplain CleanupRuntime#stats() statistics}, to wait for it, or to reclaim. It
     * cannot be closed: its {@code close} does nothing.
     *
     * <p>Two system properties configure it. {@code -Dsexton.cleanup.trackSites=true} records the site of every {@code add};
     * a number N instead of {@code true} records one in N. {@code -Dsexton.cleanup.reportLeaks=true} logs leaks. Any other
     * value than these and {@code false} is logged as a warning, and has no effect.
     *
     * @return the shared runtime
     */
    public static CleanupRuntime runtime() {
        return SHARED;
    }
}
