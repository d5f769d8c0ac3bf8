package dev.sexton.coroutine;

/**
 * Thrown when control was about to pass into or out of a confined coroutine while the OS thread was not locked as it was when the
 * coroutine was created: it was another thread, or it had another number of {@link OsThread#lock locks} or of
 * {@link OsThread#callback callbacks} on the stack. The message gives the actual state and the expected one.
 *
 * <p>Nothing has been switched: once the locks match again the coroutine can be used as before.
 *
 * @since 0.2.0
 */
public final class ThreadLockMismatchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ThreadLockMismatchException(String message) {
        super(message);
    }
}
