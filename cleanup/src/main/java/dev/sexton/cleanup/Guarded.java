package dev.sexton.cleanup;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finalizer without {@code finalize()}: a handle to give away, and a body that outlives it.
 *
 * <p>When the handle becomes unreachable, the finalizer gets the body. It may let go of it, or pass it on, for example
 * back to a pool. Cleanups that are attached to the body wait until the body itself is gone. This is the order that Go
 * keeps between a finalizer and the cleanups of the same object.
 *
 * <p>Until it is released, the body is alive at least as long as the handle, but not the other way round: whoever keeps only what
 * {@link #get()} returned lets the finalizer run while the body is in use. Keep the handle, and end each use of the body
 * with {@link Reference#reachabilityFence} on the handle.
 *
 * <p>The body must not refer to its handle, or neither ever becomes unreachable.
 *
 * @param <T> the type of the body
 */
public final class Guarded<T> {
    private final Cleanup cleanup;

    /** Null from the release on. Written once, by the call of {@code release} that stopped the cleanup. */
    private volatile @Nullable T body;

    private Guarded(T body, Consumer<? super T> finalizer) {
        this.body = body;
        this.cleanup = Cleanups.add(this, finalizer, body);
    }

    /**
     * Makes a handle for {@code body}.
     *
     * @param <T> the type of the body
     * @param body what is guarded; not null
     * @param finalizer gets the body, once, on a worker thread, some time after the handle became unreachable; not null
     * @return the only handle that guards by this finalizer
     */
    public static <T> Guarded<T> of(T body, Consumer<? super T> finalizer) {
        Objects.requireNonNull(body, "body is null: there is nothing to guard");
        return new Guarded<>(body, finalizer);
    }

    /**
     * The body, for use while this handle is kept reachable.
     *
     * @return the body, never null
     * @throws IllegalStateException if the body was released: it belongs to whoever released it
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
     * Takes the body back; the finalizer will not run. Cleanups on the body are not touched.
     *
     * @return the body, never null
     * @throws IllegalStateException if it was released before: exactly one caller gets it
     */
    public T release() {
        try {
            T current = get();
            if (!cleanup.stop()) {
                throw new IllegalStateException("The body was released before: exactly one caller gets it");
            }
            body = null;
            return current;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
