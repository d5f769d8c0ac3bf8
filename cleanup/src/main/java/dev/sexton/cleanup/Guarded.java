package dev.sexton.cleanup;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A handle to give away, and a body that outlives it: a finalizer without {@code finalize()}.
 *
 * <p>When the handle becomes unreachable, an action receives the body. It may release the body or pass it on, for example back to
 * a pool. Cleanups that are attached to the body wait until the body itself is unreachable. Go keeps the same order between a
 * finalizer and the cleanups of one object.
 *
 * <p>The handle keeps its body reachable until the body is released. The body does not keep the handle reachable: code that keeps
 * only the body lets the action run while the body is in use. {@link #use} prevents that; code that calls {@link #get}
 * keeps the handle, and ends each use of the body with {@link Reference#reachabilityFence} on the handle.
 *
 * <p>The body must not refer to its handle, or neither ever becomes unreachable. All methods may be called by any thread.
 *
 * @param <T> the type of the body
 * @since 0.2.0
 */
public final class Guarded<T> {
    private final Cleanup cleanup;

    /** Null after the release. Written once, by the call of {@code release} that stopped the cleanup. */
    private volatile @Nullable T body;

    private Guarded(CleanupRuntime runtime, T body, Consumer<? super T> whenUnreachable) {
        this.body = body;
        this.cleanup = runtime.add(this, whenUnreachable, body);
    }

    /**
     * Returns a new handle for {@code body}, in the {@linkplain Cleanups#runtime() shared runtime}.
     *
     * @param <T> the type of the body
     * @param body the object to guard
     * @param whenUnreachable called with the body, once, on a worker thread, some time after the handle became unreachable;
     *     not called if the body was {@linkplain #release() released}
     * @return the handle
     */
    public static <T> Guarded<T> of(T body, Consumer<? super T> whenUnreachable) {
        return of(Cleanups.runtime(), body, whenUnreachable);
    }

    /**
     * Returns a new handle for {@code body}, in the given runtime.
     *
     * @param <T> the type of the body
     * @param runtime the runtime that runs {@code whenUnreachable}
     * @param body the object to guard
     * @param whenUnreachable called with the body, once, on a worker thread, some time after the handle became unreachable;
     *     not called if the body was {@linkplain #release() released}
     * @return the handle
     * @throws IllegalStateException if the runtime is closed
     */
    public static <T> Guarded<T> of(CleanupRuntime runtime, T body, Consumer<? super T> whenUnreachable) {
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(body, "body is null: there is nothing to guard");
        Objects.requireNonNull(whenUnreachable, "whenUnreachable is null: nothing would be done with the body");
        return new Guarded<>(runtime, body, whenUnreachable);
    }

    /**
     * Calls {@code function} with the body and keeps this handle reachable until it returns. The result must not let the body
     * escape. A {@link #release} in another thread is not held up: it may take the body while {@code function} uses it.
     *
     * @param <R> the type of the result
     * @param function the code that uses the body
     * @return the result of {@code function}; null only if {@code function} returned null
     * @throws IllegalStateException if the body was released
     */
    public <R extends @Nullable Object> R use(Function<? super T, ? extends R> function) {
        try {
            return function.apply(get());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the body, for use while this handle is kept reachable.
     *
     * @return the body
     * @throws IllegalStateException if the body was released: it belongs to the code that released it
     */
    public T get() {
        try {
            T current = body;
            if (current == null) {
                throw new IllegalStateException("The body was released: use what release() returned, not the handle");
            }
            return current;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Takes the body back: the action of this handle will not run. Cleanups on the body are not affected.
     *
     * @return the body
     * @throws IllegalStateException if the body was released before: exactly one call gets it
     */
    public T release() {
        try {
            T current = get();
            if (!cleanup.stop()) {
                throw new IllegalStateException("The body was released before: exactly one call of release() gets it");
            }
            body = null;
            return current;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
