package dev.sexton.coroutine.internal.failure;

import dev.sexton.coroutine.CoroutineCancelledException;
import dev.sexton.coroutine.ThreadLockMismatchException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes the exceptions of the API, whose constructors are not public, and throws what was caught. */
public final class Failures {
    private static final MethodHandle CANCELLED =
            constructor(CoroutineCancelledException.class, MethodType.methodType(void.class));
    private static final MethodHandle LOCK_MISMATCH =
            constructor(ThreadLockMismatchException.class, MethodType.methodType(void.class, String.class));

    private Failures() {}

    /**
     * {@return what a cancelled body's yield throws}
     */
    public static CoroutineCancelledException cancelled() {
        try {
            return (CoroutineCancelledException) CANCELLED.invokeExact();
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    /**
     * {@return what is thrown if a thread is not locked as it should be}
     *
     * @param message the state of the locks that was found and the one that was expected
     */
    public static ThreadLockMismatchException lockMismatch(String message) {
        try {
            return (ThreadLockMismatchException) LOCK_MISMATCH.invokeExact(message);
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    /**
     * Throws any exception, checked or not, as it is.
     *
     * @param thrown the exception
     * @return nothing; so that callers can write {@code throw unchecked(thrown)}
     */
    public static RuntimeException unchecked(Throwable thrown) {
        throw Failures.<RuntimeException>sneak(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static MethodHandle constructor(Class<?> exception, MethodType type) {
        try {
            return MethodHandles.privateLookupIn(exception, MethodHandles.lookup())
                    .findConstructor(exception, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
