package dev.sexton.cleanup;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

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
 *         try {
 *             cleanup.clean();
 *         } finally {
 *             Reference.reachabilityFence(this); // or this may be found dead first, and the worker is still at it
 *         }
 *     }
 * }
 * }
 *
 * <p>What is promised, and what is not:
 *
 * <ul>
 *   <li>The action runs at most once, and never while the object is reachable. The object is not resurrected: the action
 *       gets the argument, not the object.
 *   <li>It runs on a worker thread, at the same time as other cleanups and as the application, in no particular order.
 *       What the registering thread did before {@code add} is visible to the action.
 *   <li>It runs <em>some time</em> after a collection has found the object dead. Without a collection nothing runs, and at
 *       JVM exit what is still live is not run, unless {@link CleanupRuntime.Builder#runAtExit(boolean)} asks for it.
 *   <li>An object that its own action or argument can reach is never unreachable. {@code add} rejects the captures it can
 *       see; it cannot see those behind collections, or behind fields of a module that is not open to this one.
 *   <li>An object may be found dead as soon as no code will touch it again, even while one of its methods is running. Use
 *       {@link java.lang.ref.Reference#reachabilityFence} after the last use of what the cleanup releases.
 *   <li>If the object has a {@code finalize()} method, the cleanup runs only when the object is unreachable again after it
 *       was finalized. See {@link Guarded} for the same order without {@code finalize()}.
 *   <li>With the Epsilon collector nothing ever dies: the handle works, and nothing runs by itself.
 * </ul>
 */
public final class Cleanups {
    private static final CleanupRuntime SHARED = CleanupRuntime.shared();

    private Cleanups() {}

    /**
     * Runs {@code action.accept(argument)} some time after {@code object} becomes unreachable.
     *
     * @param <A> the type of the argument
     * @param object the object whose death is awaited; any number of cleanups may be attached to it
     * @param action must not capture {@code object}: use a static method or a lambda that captures nothing
     * @param argument handed to the action, usually the resource to release; may be null
     * @return the handle to cancel the cleanup or to run it early; need not be kept
     * @throws NullPointerException if {@code object} or {@code action} is null
     * @throws IllegalArgumentException if the cleanup would never run, because the action or the argument is or captures
     *     {@code object}, or because {@code object} has no identity (boxes, {@code Optional}, {@code List.of()} …)
     * @throws OutOfMemoryError if there is no memory for the record or for the sweeper's thread; then nothing was
     *     registered, and what the action would have released is still the caller's to release
     */
    public static <A> Cleanup add(Object object, Consumer<? super A> action, A argument) {
        return SHARED.add(object, action, argument);
    }

    /**
     * Runs {@code action.accept(argument)} some time after {@code object} becomes unreachable; for native handles, which
     * need no box this way.
     *
     * @param object as for {@link #add(Object, Consumer, Object)}
     * @param action as for {@link #add(Object, Consumer, Object)}
     * @param argument handed to the action, such as an address or a descriptor
     * @return as for {@link #add(Object, Consumer, Object)}
     * @throws NullPointerException as for {@link #add(Object, Consumer, Object)}
     * @throws IllegalArgumentException as for {@link #add(Object, Consumer, Object)}
     */
    public static Cleanup add(Object object, LongConsumer action, long argument) {
        return SHARED.add(object, action, argument);
    }

    /**
     * Runs {@code action.run()} some time after {@code object} becomes unreachable; the shape of
     * {@link java.lang.ref.Cleaner#register}.
     *
     * @param object as for {@link #add(Object, Consumer, Object)}
     * @param action as for {@link #add(Object, Consumer, Object)}
     * @return as for {@link #add(Object, Consumer, Object)}
     * @throws NullPointerException as for {@link #add(Object, Consumer, Object)}
     * @throws IllegalArgumentException as for {@link #add(Object, Consumer, Object)}
     */
    public static Cleanup add(Object object, Runnable action) {
        return SHARED.add(object, action);
    }

    /**
     * The runtime behind these methods: for its {@linkplain CleanupRuntime#stats() figures}, to wait for it, or to reclaim.
     * It cannot be closed. Site tracking is switched on for it by {@code -Dsexton.cleanup.trackSites=true}, or {@code =100}
     * for one in a hundred, and leak reports to the log by {@code -Dsexton.cleanup.reportLeaks=true}.
     *
     * @return the shared runtime, never null
     */
    public static CleanupRuntime runtime() {
        return SHARED;
    }
}
