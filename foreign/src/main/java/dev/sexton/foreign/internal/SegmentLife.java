package dev.sexton.foreign.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.CharBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the object that lives as long as a segment's memory is in reach: Go's "containing object" of a pointer into it. */
public final class SegmentLife {
    /*
     * All views of a segment share its scope. For an automatic arena that is one object, which the JVM itself waits for to free
     * the memory. For memory that belongs to an array or buffer it is not: each segment over the same array has a scope of its
     * own (equal to the others), so its death says nothing; the array does. Where the segment does not tell it, there is nothing
     * to wait for.
     *
     * The kind of a scope is the class of the scope, compared with that of a scope of known kind. MemorySegment.Scope is sealed, so
     * there are no others than the JDK's, and SegmentLifeTest says so should a JDK use one class for two kinds.
     */
    private static final MemorySegment.Scope GLOBAL = Arena.global().scope();
    private static final Class<?> AUTOMATIC = Arena.ofAuto().scope().getClass();
    private static final Class<?> OF_AN_OBJECT =
            MemorySegment.ofArray(new byte[0]).scope().getClass();

    private SegmentLife() {}

    /**
     * The object whose death is the segment's, after all checks of a registration.
     *
     * @param segment what the user wants a cleanup on
     * @param action the cleanup's
     * @param argument the action's
     * @return the object, or null if the memory is never freed
     */
    public static @Nullable Object owner(MemorySegment segment, Object action, @Nullable Object argument) {
        Objects.requireNonNull(
                segment, "segment is null: nothing could become unreachable, the cleanup would never run");
        Object owner = owner(segment);
        if (owner == null) {
            Objects.requireNonNull(action, "action is null: there would be nothing to run");
        } else {
            MemorySegment.Scope scope = segment.scope();
            Engine.check(segment, action, argument, held -> holds(held, scope));
        }
        return owner;
    }

    /**
     * A handle for memory that is never freed: nothing but its own methods runs the action.
     *
     * @param action what to run
     * @return the handle
     */
    public static Cleanup unending(Runnable action) {
        return new UnendingCleanup(action);
    }

    private static @Nullable Object owner(MemorySegment segment) {
        MemorySegment.Scope scope = segment.scope();
        if (scope.equals(GLOBAL)) {
            return null;
        }
        if (scope.getClass() == AUTOMATIC) {
            return scope;
        }
        if (scope.getClass() == OF_AN_OBJECT) {
            return segment.heapBase().orElseThrow(SegmentLife::hidden);
        }
        throw new IllegalArgumentException("The segment is of a confined or shared arena, which is freed by hand: the"
                + " cleanup would run long after the memory was freed, or never. Release what belongs to it where the arena is"
                + " closed, or allocate the segment in Arena.ofAuto()");
    }

    private static IllegalArgumentException hidden() {
        return new IllegalArgumentException(
                "The segment's memory belongs to an array or buffer that the segment does not"
                        + " show, since it is read-only or views a direct buffer: the cleanup could run while the memory is in use. Add"
                        + " it to that array or buffer, by Cleanups.add");
    }

    private static boolean holds(Object held, MemorySegment.Scope scope) {
        if (held instanceof MemorySegment segment) {
            return segment.scope().equals(scope);
        }
        if (held instanceof Arena arena) {
            return arena.scope().equals(scope);
        }
        // A CharBuffer may wrap a String, and then there is no segment of it.
        if (held instanceof Buffer buffer && !(buffer instanceof CharBuffer)) {
            return MemorySegment.ofBuffer(buffer).scope().equals(scope);
        }
        return held == scope;
    }
}
