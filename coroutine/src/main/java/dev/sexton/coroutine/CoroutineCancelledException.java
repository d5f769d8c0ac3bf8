package dev.sexton.coroutine;

/**
 * Thrown by {@link Coroutine.Suspender#yield} when the coroutine was cancelled, so that the body unwinds and its
 * {@code finally} blocks run. It is not an error, and {@link Coroutine#cancel} does not let it out. It has no stack trace.
 *
 * <p>A body may catch it to tidy up, but must then end; yielding again is an {@link IllegalStateException}.
 *
 * @since 0.2.0
 */
public final class CoroutineCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoroutineCancelledException() {
        super("the coroutine was cancelled; its body must end", null, false, false);
    }
}
