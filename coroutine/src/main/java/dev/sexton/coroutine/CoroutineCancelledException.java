package dev.sexton.coroutine;

/**
 * Thrown by {@link Coroutine.Suspender#yield} when the coroutine was cancelled, so that the body unwinds and its
 * {@code finally} blocks run. {@link Coroutine#cancel} does not let it out. It has no stack trace. It is an {@link java.lang.Error}, although nothing
 * is wrong, so that a body's {@code catch (Exception e)} around its yield does not keep the body from ending.
 *
 * <p>A body may catch it to tidy up, but must then end; yielding again is an {@link IllegalStateException}. A body that goes on yielding and catching is dropped in the end,
 * without running its {@code finally} blocks, and {@link Coroutine#cancel} says so.
 *
 * @since 0.2.0
 */
public final class CoroutineCancelledException extends Error {
    private static final long serialVersionUID = 1L;

    CoroutineCancelledException() {
        super("the coroutine was cancelled; its body must end", null, false, false);
    }
}
