package dev.sexton.coroutine;

/**
 * Control was about to pass into or out of a confined coroutine while the OS thread was not locked as it was when the
 * coroutine was created: another thread, another number of {@link OsThread#lock locks}, or another number of
 * {@link OsThread#callback callbacks} on the stack. The message names what was found and what was expected.
 *
 * <p>Nothing has been switched: once the locks match again the coroutine can be used as before.
 */
public class ThreadLockMismatchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was found and what was expected
     */
    public ThreadLockMismatchException(String message) {
        super(message);
    }
}
