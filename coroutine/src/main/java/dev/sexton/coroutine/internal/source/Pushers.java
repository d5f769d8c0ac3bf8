package dev.sexton.coroutine.internal.source;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.Yield2;
import org.jspecify.annotations.Nullable;

/** Lets a method push to a yield that takes more than the method has. */
public final class Pushers {
    private Pushers() {}

    /**
     * Pushes all values.
     *
     * @param from the method
     * @param out takes the values
     * @param <T> the type of the values that it takes
     */
    public static <T extends @Nullable Object> void push(Pusher<? extends T> from, Yield<T> out) {
        pushNarrowed(from, out);
    }

    /**
     * Pushes all pairs.
     *
     * @param from the method
     * @param out takes the pairs
     * @param <K> the type of the first halves that it takes
     * @param <V> the type of the second halves that it takes
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> void push2(
            Pusher2<? extends K, ? extends V> from, Yield2<K, V> out) {
        pushNarrowed2(from, out);
    }

    @SuppressWarnings("unchecked") // A yield only takes values in.
    private static <T extends @Nullable Object, U extends T> void pushNarrowed(Pusher<U> from, Yield<T> out) {
        from.pushTo((Yield<U>) out);
    }

    @SuppressWarnings("unchecked") // A yield only takes pairs in.
    private static <K extends @Nullable Object, V extends @Nullable Object, L extends K, W extends V>
            void pushNarrowed2(Pusher2<L, W> from, Yield2<K, V> out) {
        from.pushTo((Yield2<L, W>) out);
    }
}
