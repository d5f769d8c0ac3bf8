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

/**
 * Cleanups on memory segments: an action that runs some time after a segment's memory became unreachable.
 *
 * <p>A {@link MemorySegment} has no identity: it is a view that the JVM may copy, and a slice of it is a view as good as the
 * whole. So a cleanup keeps to what all views of the same memory share. It runs when the last of them is gone, whichever it was
 * registered with:
 *
 * <table class="striped">
 * <caption>What a cleanup on a segment waits for</caption>
 * <thead><tr><th scope="col">the segment is of</th><th scope="col">its cleanup runs when</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@link Arena#ofAuto()}, also when reinterpreted into it</th>
 *     <td>all segments of the arena, and the arena, are unreachable</td></tr>
 * <tr><th scope="row">an array, or a buffer that wraps one</th><td>the array is unreachable</td></tr>
 * <tr><th scope="row">{@link Arena#global()}, or a bare address</th>
 *     <td>never: nothing is recorded, and the handle alone can run or cancel it</td></tr>
 * <tr><th scope="row">{@link Arena#ofConfined()}, {@link Arena#ofShared()}</th>
 *     <td>rejected: such memory is freed by {@link Arena#close()}</td></tr>
 * <tr><th scope="row">a direct or mapped buffer, a read-only buffer, a read-only view of an array</th>
 *     <td>rejected: the segment hides the object that owns its memory</td></tr>
 * </tbody>
 * </table>
 *
 * <p>When the action runs, the memory itself may have been freed already: hand over what else is to be released (a handle that
 * native code knows the memory by, say), not the segment. The action and its argument must not reach the segment, a slice, a
 * buffer over it, or its arena; what can be seen of that is rejected with the path, as in {@link Cleanups}. For the rest the
 * promises of {@link Cleanups} hold. All methods may be called by any thread.
 */
public final class SegmentCleanups {
    private SegmentCleanups() {}

    /**
     * Runs {@code action.accept(argument)} some time after the segment's memory becomes unreachable.
     *
     * @param <A> the type of the argument
     * @param segment any view of the memory; any number of cleanups may be attached
     * @param action must not capture the segment
     * @param argument handed to the action; may be null
     * @return the handle to cancel the cleanup or to run it early; need not be kept
     * @throws NullPointerException if {@code segment} or {@code action} is null
     * @throws IllegalArgumentException if the cleanup would never run or run too early: the segment is of an arena that is
     *     closed by hand, hides what owns its memory, or can be reached from the action or the argument
     */
    public static <A> Cleanup add(MemorySegment segment, Consumer<? super A> action, A argument) {
        return add(Cleanups.runtime(), segment, action, argument);
    }

    /**
     * Runs {@code action.accept(argument)} some time after the segment's memory becomes unreachable, without boxing.
     *
     * @param segment as for {@link #add(MemorySegment, Consumer, Object)}
     * @param action as for {@link #add(MemorySegment, Consumer, Object)}
     * @param argument handed to the action, such as a handle of native code
     * @return as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws NullPointerException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     */
    public static Cleanup add(MemorySegment segment, LongConsumer action, long argument) {
        return add(Cleanups.runtime(), segment, action, argument);
    }

    /**
     * Runs {@code action.run()} some time after the segment's memory becomes unreachable.
     *
     * @param segment as for {@link #add(MemorySegment, Consumer, Object)}
     * @param action as for {@link #add(MemorySegment, Consumer, Object)}
     * @return as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws NullPointerException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     */
    public static Cleanup add(MemorySegment segment, Runnable action) {
        return add(Cleanups.runtime(), segment, action);
    }

    /**
     * As {@link #add(MemorySegment, Consumer, Object)}, in a runtime of one's own.
     *
     * @param <A> the type of the argument
     * @param runtime where the cleanup is registered
     * @param segment as for {@link #add(MemorySegment, Consumer, Object)}
     * @param action as for {@link #add(MemorySegment, Consumer, Object)}
     * @param argument as for {@link #add(MemorySegment, Consumer, Object)}
     * @return as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws NullPointerException if {@code runtime}, {@code segment} or {@code action} is null
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static <A> Cleanup add(
            CleanupRuntime runtime, MemorySegment segment, Consumer<? super A> action, A argument) {
        Objects.requireNonNull(runtime, "runtime");
        Object owner = SegmentLife.owner(segment, action, argument);
        return owner == null
                ? SegmentLife.unending(() -> action.accept(argument))
                : runtime.add(owner, action, argument);
    }

    /**
     * As {@link #add(MemorySegment, LongConsumer, long)}, in a runtime of one's own.
     *
     * @param runtime where the cleanup is registered
     * @param segment as for {@link #add(MemorySegment, Consumer, Object)}
     * @param action as for {@link #add(MemorySegment, Consumer, Object)}
     * @param argument as for {@link #add(MemorySegment, LongConsumer, long)}
     * @return as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws NullPointerException if {@code runtime}, {@code segment} or {@code action} is null
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static Cleanup add(CleanupRuntime runtime, MemorySegment segment, LongConsumer action, long argument) {
        Objects.requireNonNull(runtime, "runtime");
        Object owner = SegmentLife.owner(segment, action, null);
        return owner == null
                ? SegmentLife.unending(() -> action.accept(argument))
                : runtime.add(owner, action, argument);
    }

    /**
     * As {@link #add(MemorySegment, Runnable)}, in a runtime of one's own.
     *
     * @param runtime where the cleanup is registered
     * @param segment as for {@link #add(MemorySegment, Consumer, Object)}
     * @param action as for {@link #add(MemorySegment, Consumer, Object)}
     * @return as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws NullPointerException if {@code runtime}, {@code segment} or {@code action} is null
     * @throws IllegalArgumentException as for {@link #add(MemorySegment, Consumer, Object)}
     * @throws IllegalStateException if the runtime is closed
     */
    public static Cleanup add(CleanupRuntime runtime, MemorySegment segment, Runnable action) {
        Objects.requireNonNull(runtime, "runtime");
        Object owner = SegmentLife.owner(segment, action, null);
        return owner == null ? SegmentLife.unending(action) : runtime.add(owner, action);
    }
}
