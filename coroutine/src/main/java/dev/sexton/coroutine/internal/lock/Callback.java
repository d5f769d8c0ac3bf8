package dev.sexton.coroutine.internal.lock;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Method handles that count as callbacks from native code while they run. */
public final class Callback {
    private static final MethodHandle ENTER = find("enterCallback");
    private static final MethodHandle EXIT = find("exitCallback");

    private Callback() {}

    /**
     * {@return a method handle that does <code>enter; try &#123; return target(...); &#125; finally &#123; exit; &#125;</code>}
     *
     * @param target the method handle that is to be counted
     */
    public static MethodHandle counted(MethodHandle target) {
        return MethodHandles.foldArguments(
                MethodHandles.tryFinally(target, exitReturning(target.type().returnType())), ENTER);
    }

    /** A handler for tryFinally: takes the Throwable, if any, and the result, if there is one. */
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
