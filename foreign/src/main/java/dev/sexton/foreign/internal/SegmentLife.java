package dev.sexton.foreign.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.CharBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the object that lives as long as a segment's memory is reachable: Go's "containing object" of a pointer into it. */
public final class SegmentLife {
    /*
     * All views of a segment share its scope. For an automatic arena that is one object, which the JVM itself waits for to free
     * the memory. For memory of an array or buffer it is not: each segment over the same array has its own scope (equal to the
     * others), so the death of a scope says nothing; the death of the array does. If the segment hides its array, no object can be
     * watched.
     *
     * The class of a scope tells its kind, by comparison with a scope of known kind. MemorySegment.Scope is sealed, so all scopes
     * are the JDK's; SegmentLifeTest fails if a JDK uses one class for two kinds.
     */
    private static final MemorySegment.Scope GLOBAL = Arena.global().scope();
    private static final Class<?> AUTOMATIC = Arena.ofAuto().scope().getClass();
    private static final Class<?> OF_AN_OBJECT =
            MemorySegment.ofArray(new byte[0]).scope().getClass();

    private SegmentLife() {}

    /**
     * Makes all checks of a registration, and returns the object to watch.
     *
     * @param segment the segment that the user wants a cleanup on
     * @param action the action of the cleanup
     * @param argument the argument of the action
     * @return the object that dies with the segment's memory, or null if the memory is never freed
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
     * Returns a handle for memory that is never freed: only its own methods run the action.
     *
     * @param action the action
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
        throw new IllegalArgumentException("The segment belongs to a confined or shared arena, which is freed by hand:"
                + " the cleanup would run long after the memory was freed, or never. Release what belongs to the segment where the"
                + " arena is closed, or allocate the segment in Arena.ofAuto()");
    }

    private static IllegalArgumentException hidden() {
        return new IllegalArgumentException(
                "The segment's memory belongs to an array or buffer that the segment hides, since it is read-only or views a"
                        + " direct buffer: the cleanup could run while the memory is in use. Register it for that array or"
                        + " buffer, with Cleanups.add");
    }

    private static boolean holds(Object held, MemorySegment.Scope scope) {
        if (held instanceof MemorySegment segment) {
            return segment.scope().equals(scope);
        }
        if (held instanceof Arena arena) {
            return scopeOf(arena).equals(scope);
        }
        if (held instanceof Buffer buffer && !isOfAString(buffer)) {
            return MemorySegment.ofBuffer(buffer).scope().equals(scope);
        }
        return held == scope;
    }

    /** An arena may be of a user's class. */
    private static MemorySegment.Scope scopeOf(Arena arena) {
        try {
            return Objects.requireNonNull(arena.scope(), "scope() returned null");
        } catch (RuntimeException noScope) {
            throw new IllegalArgumentException(
                    "The action or the argument holds an arena (a "
                            + arena.getClass().getName() + ") that does not say which scope"
                            + " it has, so the segment may be one of the arena's, and the cleanup would never run. Let its"
                            + " scope() return the scope of its segments, or do not hold the arena",
                    noScope);
        }
    }

    /** There is no segment of such a buffer. */
    private static boolean isOfAString(Buffer buffer) {
        return buffer instanceof CharBuffer && buffer.getClass().getName().equals("java.nio.StringCharBuffer");
    }
}
