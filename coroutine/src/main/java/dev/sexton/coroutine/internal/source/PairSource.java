package dev.sexton.coroutine.internal.source;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that a pull takes.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public interface PairSource<K extends @Nullable Object, V extends @Nullable Object> {
    /**
     * {@return the first half of the current pair}
     *
     * @throws NoSuchElementException if there is none
     */
    K key();

    /**
     * {@return this: the second halves, with which the first halves move}
     */
    Source<V> values();
}
