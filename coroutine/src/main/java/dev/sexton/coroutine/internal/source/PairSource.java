package dev.sexton.coroutine.internal.source;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that a pull takes. The second halves are its values.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public abstract class PairSource<K extends @Nullable Object, V extends @Nullable Object> extends Source<V> {
    PairSource() {}

    /**
     * {@return the first half of the current pair}
     *
     * @throws NoSuchElementException if there is none
     */
    public abstract K key();
}
