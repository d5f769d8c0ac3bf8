package dev.sexton.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A method that pushes values. Every {@link Seq} is one; use {@code Seq} in declarations and signatures.
 *
 * <p>This type exists because the compiler accepts a reference to {@code void walk(Yield<? super T> out)} as a {@code Seq<T>} only
 * where {@code T} is known. As a {@code Pusher} it accepts it also where {@code T} has to be inferred, as in
 * {@code Pull.of(this::walk)}.
 *
 * @param <T> the type of the values
 * @since 0.2.0
 */
@FunctionalInterface
public interface Pusher<T extends @Nullable Object> {
    /**
     * Pushes the values, in order, until there are no more or {@code out} returns false.
     *
     * @param out takes the values; valid until this method returns
     */
    void pushTo(Yield<T> out);
}
