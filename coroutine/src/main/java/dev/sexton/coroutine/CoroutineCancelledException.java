package dev.sexton.coroutine;

/**
 * Thrown by {@link Coroutine.Suspender#yield} when the coroutine was cancelled, so that the body unwinds and its
 * {@code finally} blocks run. Not an error: {@link Coroutine#cancel} swallows it. It has no stack trace.
 *
 * <p>A body may catch it to tidy up, but must then end; yielding again is an {@link IllegalStateException}.
 */
public class CoroutineCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CoroutineCancelledException() {
        super("the coroutine was cancelled; its body must end", null, false, false);
    }
}
