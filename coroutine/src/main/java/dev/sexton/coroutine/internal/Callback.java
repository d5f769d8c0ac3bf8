package dev.sexton.coroutine.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Method handles that count as callbacks from native code while they run. */
final class Callback {
    private static final MethodHandle ENTER = find("enterCallback");
    private static final MethodHandle EXIT = find("exitCallback");

    private Callback() {}

    /** {@code enter; try { return target(...); } finally { exit; }} */
    static MethodHandle counted(MethodHandle target) {
        return MethodHandles.foldArguments(
                MethodHandles.tryFinally(target, exitReturning(target.type().returnType())), ENTER);
    }

    /** Takes the Throwable, if any, and the result, if there is one, as tryFinally wants it. */
    private static MethodHandle exitReturning(Class<?> result) {
        MethodHandle returning = result == void.class
                ? MethodHandles.empty(MethodType.methodType(void.class))
                : MethodHandles.identity(result);
        return MethodHandles.dropArguments(MethodHandles.foldArguments(returning, EXIT), 0, Throwable.class);
    }

    private static MethodHandle find(String name) {
        try {
            return MethodHandles.lookup().findStatic(ThreadLock.class, name, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
