package dev.sexton.foreign;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.foreign.internal.SegmentLife;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cleanups on memory segments: an action that runs some time after a segment's memory becomes unreachable.
 *
 * <p>A {@link MemorySegment} has no identity: it is a view that the JVM may copy, and a slice is as good a view as the whole. So a
 * cleanup is attached to what all views of the same memory share. It runs when the last of them is unreachable, whichever of
 * them it was registered for:
 *
 * <table class="striped">
 * <caption>What a cleanup on a segment waits for</caption>
 * <thead><tr><th scope="col">the segment belongs to</th><th scope="col">its cleanup runs when</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@link Arena#ofAuto()}, also when reinterpreted into it</th>
 *     <td>all segments of the arena, and the arena, are unreachable</td></tr>
 * <tr><th scope="row">an array, or a buffer that wraps one</th><td>the array is unreachable</td></tr>
 * <tr><th scope="row">{@link Arena#global()}, or a bare address</th>
 *     <td>never: nothing is recorded, and only the handle can run or cancel it</td></tr>
 * <tr><th scope="row">{@link Arena#ofConfined()}, {@link Arena#ofShared()}</th>
 *     <td>rejected: such memory is freed by {@link Arena#close()}</td></tr>
 * <tr><th scope="row">a direct or mapped buffer, a read-only buffer, a read-only view of an array</th>
 *     <td>rejected: the segment hides the object that owns its memory</td></tr>
 * </tbody>
 * </table>
 *
 * <p>When the action runs, the memory itself may have been freed already. So the argument is not the segment but what else is to be
 * released, such as a number by which native code knows the memory. The action and its argument must not reach the segment, a
 * slice, a buffer over it, or its arena; {@code add} rejects the captures it can see, with the path, as {@link Cleanups} does.
 * Otherwise the guarantees and limits of {@link Cleanups} hold. All methods may be called by any thread.
 *
 * @since 0.2.0
 */
public final class SegmentCleanups {
    private SegmentCleanups() {}

    /**
     * Registers a cleanup with the shared runtime: some time after the segment's memory becomes unreachable,
     * {@code action.accept(argument)} runs.
     *
     * @param <A> the type of the argument
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @param argument handed to the action; may be null
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException if the cleanup would never run, or would run too early: the segment is of an arena that is
     *     closed by hand, hides the object that owns its memory, or can be reached from the action or the argument
     */
    public static <A extends @Nullable Object> Cleanup add(
            MemorySegment segment, Consumer<? super A> action, A argument) {
        return add(Cleanups.runtime(), segment, action, argument);
    }

    /**
     * Registers a cleanup with a {@code long} argument with the shared runtime; the argument needs no box this way.
     *
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @param argument handed to the action, such as a handle of native code
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     */
    public static Cleanup add(MemorySegment segment, LongConsumer action, long argument) {
        return add(Cleanups.runtime(), segment, action, argument);
    }

    /**
     * Registers a cleanup without an argument with the shared runtime.
     *
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     */
    public static Cleanup add(MemorySegment segment, Runnable action) {
        return add(Cleanups.runtime(), segment, action);
    }

    /**
     * Registers a cleanup with the given runtime, as {@link #add(MemorySegment, Consumer, Object)} does with the shared one.
     *
     * @param <A> the type of the argument
     * @param runtime the runtime that runs the action
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @param argument handed to the action; may be null
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static <A extends @Nullable Object> Cleanup add(
            CleanupRuntime runtime, MemorySegment segment, Consumer<? super A> action, A argument) {
        Object owner = owner(runtime, segment, action, argument);
        return owner == null
                ? SegmentLife.unending(() -> action.accept(argument))
                : runtime.add(owner, action, argument);
    }

    /**
     * Registers a cleanup with the given runtime, as {@link #add(MemorySegment, LongConsumer, long)} does with the shared one.
     *
     * @param runtime the runtime that runs the action
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @param argument handed to the action, such as a handle of native code
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static Cleanup add(CleanupRuntime runtime, MemorySegment segment, LongConsumer action, long argument) {
        Object owner = owner(runtime, segment, action, null);
        return owner == null
                ? SegmentLife.unending(() -> action.accept(argument))
                : runtime.add(owner, action, argument);
    }

    /**
     * Registers a cleanup with the given runtime, as {@link #add(MemorySegment, Runnable)} does with the shared one.
     *
     * @param runtime the runtime that runs the action
     * @param segment any view of the memory; any number of cleanups may be registered for it
     * @param action must not capture the segment
     * @return the handle, to cancel the cleanup or to run it early; it need not be kept
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static Cleanup add(CleanupRuntime runtime, MemorySegment segment, Runnable action) {
        Object owner = owner(runtime, segment, action, null);
        return owner == null ? SegmentLife.unending(action) : runtime.add(owner, action);
    }

    private static @Nullable Object owner(
            CleanupRuntime runtime, MemorySegment segment, Object action, @Nullable Object argument) {
        Objects.requireNonNull(runtime, "runtime");
        Object owner = SegmentLife.owner(segment, action, argument);
        if (owner == null && runtime.isClosed()) {
            throw new IllegalStateException(
                    "The runtime " + runtime.name()
                            + " is closed: nothing can be registered with it. Register the cleanup with a runtime that is open");
        }
        return owner;
    }
}
