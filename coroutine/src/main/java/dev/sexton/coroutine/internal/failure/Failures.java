package dev.sexton.coroutine.internal.failure;

import dev.sexton.coroutine.CoroutineCancelledException;
import dev.sexton.coroutine.ThreadLockMismatchException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Makes the exceptions of the API, whose constructors are not public, and throws what was caught. */
public final class Failures {
    private static final MethodHandle CANCELLED =
            constructor(CoroutineCancelledException.class, MethodType.methodType(void.class));
    private static final MethodHandle LOCK_MISMATCH =
            constructor(ThreadLockMismatchException.class, MethodType.methodType(void.class, String.class));

    /** The class that the outermost frames of a body on a thread of its own belong to. */
    private static final String BODY_THREAD = "dev.sexton.coroutine.internal.fiber.ThreadFiber";

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
     * Appends the current thread's frames to the stack trace of an exception that comes from a body on another thread, so that it
     * shows, as on one thread, which call of the consumer failed. Leaves a trace alone that was not made on a body's thread.
     *
     * @param thrown the exception
     */
    public static void appendCallers(Throwable thrown) {
        StackTraceElement[] body = thrown.getStackTrace();
        int end = 0;
        while (end < body.length && !body[end].getClassName().equals(BODY_THREAD)) {
            end++;
        }
        if (end == body.length) {
            return;
        }
        StackTraceElement[] callers = new Throwable().getStackTrace();
        StackTraceElement[] joined = Arrays.copyOf(body, end + callers.length - 1);
        System.arraycopy(callers, 1, joined, end, callers.length - 1);
        thrown.setStackTrace(joined);
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
