package dev.sexton.coroutine.internal.source;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The place where values come out.
 *
 * @param <T> the type of the values
 */
public abstract class Output<T extends @Nullable Object> {
    /*
     * Both fields are written by the consumer or, during a switch, by the body, and read by the consumer. The switch orders them.
     */
    private @Nullable T value;
    private boolean present;

    /** Creates an output without a current value. */
    protected Output() {}

    /**
     * {@return the current value}
     *
     * @throws NoSuchElementException if there is none
     */
    @SuppressWarnings("NullAway") // T admits null exactly if the values may be null.
    public final T value() {
        if (!present) {
            throw new NoSuchElementException("no value: nothing was advanced yet, or the end was reached");
        }
        return value;
    }

    /**
     * {@return the current value, without a check; for who has just moved there}
     */
    @SuppressWarnings("NullAway") // T admits null exactly if the values may be null.
    public final T current() {
        return value;
    }

    /**
     * {@return whether there is a current value}
     */
    public final boolean hasValue() {
        return present;
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
        present = true;
        return true;
    }

    /**
     * Removes the current value.
     *
     * @return false
     */
    protected final boolean end() {
        value = null;
        present = false;
        return false;
    }
}
