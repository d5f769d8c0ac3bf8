package dev.sexton.cleanup.internal.work;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/*
 * There is no public way to clear a thread's thread-locals, so this writes the two fields of Thread that hold them: by a lookup if java.base
 * opens java.lang to this module, else by sun.misc.Unsafe. From Java 24 on the latter prints a warning, and is left alone; there
 * they are cleared only if java.lang is opened.
 */
/** Clears a thread's thread-locals, where that is possible. */
final class ThreadLocals {
    private static final int UNSAFE_WARNS = 24;

    /** Each is (Thread)void, or null. */
    private static final @Nullable MethodHandle OWN = clearing("threadLocals");

    private static final @Nullable MethodHandle INHERITABLE = clearing("inheritableThreadLocals");

    private ThreadLocals() {}

    /** Clears those of the calling thread. Never throws. */
    static void clear(Thread current) {
        try {
            if (OWN != null && INHERITABLE != null) {
                OWN.invokeExact(current);
                INHERITABLE.invokeExact(current);
            }
        } catch (Throwable notCleared) {
            // The next action runs all the same.
        }
    }

    private static @Nullable MethodHandle clearing(String field) {
        try {
            return Privileged.call(() -> find(field));
        } catch (RuntimeException | LinkageError anotherJdk) {
            return null;
        }
    }

    private static @Nullable MethodHandle find(String name) {
        try {
            Field field = Thread.class.getDeclaredField(name);
            if (field.trySetAccessible()) {
                MethodHandle setter = MethodHandles.lookup().unreflectSetter(field);
                return setNull(setter.asType(MethodType.methodType(void.class, Thread.class, Object.class)), 1);
            }
            return Runtime.version().feature() < UNSAFE_WARNS ? byUnsafe(field) : null;
        } catch (ReflectiveOperationException anotherJdk) {
            return null;
        }
    }

    private static MethodHandle byUnsafe(Field field) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        long offset = (long) type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
        MethodHandle put = MethodHandles.publicLookup()
                .findVirtual(
                        type, "putObject", MethodType.methodType(void.class, Object.class, long.class, Object.class))
                .bindTo(unsafe);
        MethodHandle putThere = MethodHandles.insertArguments(put, 1, offset);
        return setNull(putThere.asType(MethodType.methodType(void.class, Thread.class, Object.class)), 1);
    }

    private static MethodHandle setNull(MethodHandle setter, int position) {
        return MethodHandles.insertArguments(setter, position, (Object) null);
    }
}
