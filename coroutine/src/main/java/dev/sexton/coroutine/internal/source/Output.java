package dev.sexton.coroutine.internal.source;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The place where values come out.
 *
 * @param <T> the type of the values
 */
public abstract class Output<T extends @Nullable Object> {
    private static final Object NONE = new Object();

    /**
     * The current value; NONE if there is none. Written by the consumer or, during a switch, by the body, and read by the consumer. The
     * switch orders them.
     */
    private @Nullable Object value = NONE;

    /** Whether the value is the body's alone, which runs without a consumer and may write it at any time. Used by the consumer. */
    private boolean left;

    /** Creates an output without a current value. */
    protected Output() {}

    /**
     * {@return the current value}
     *
     * @throws NoSuchElementException if there is none
     */
    public final T value() {
        if (left || value == NONE) {
            throw new NoSuchElementException("no value: nothing was advanced yet, or the end was reached");
        }
        return current();
    }

    /**
     * {@return the current value, without a check; for who has just moved there}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // Only at puts values in, and null only if T admits it.
    public final T current() {
        return (T) value;
    }

    /**
     * {@return whether there is a current value}
     */
    public final boolean hasValue() {
        return !left && value != NONE;
    }

    /**
     * Says whether the value is the body's alone, because the consumer does not wait for it any more.
     *
     * @param alone whether the body runs without a consumer
     */
    final void leave(boolean alone) {
        left = alone;
    }

    /** Gives up the rest. After that there is no current value. */
    public abstract void close();

    /**
     * Makes a value the current one.
     *
     * @param next the value
     * @return true
     */
    protected final boolean at(T next) {
        value = next;
        return true;
    }

    /**
     * Removes the current value.
     *
     * @return false
     */
    protected final boolean end() {
        value = NONE;
        return false;
    }
}
