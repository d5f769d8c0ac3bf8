package dev.sexton.cleanup.internal.watch;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that ask at about the same time share one reading, such as the attributes of an MBean that are polled one by one.
 *
 * @param <T> the type of the reading
 */
public final class Recent<T> {
    private final Supplier<T> read;
    private final LongSupplier nanoTime;

    /** This and the time at which it was begun: under this object's lock, which is held while a new one is read. */
    private @Nullable T last;

    private long lastBegun;

    /**
     * Makes one that has no reading yet.
     *
     * @param read takes a new reading
     * @param nanoTime the clock
     */
    public Recent(Supplier<T> read, LongSupplier nanoTime) {
        this.read = read;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the last reading if it was begun less than {@code maxAge} nanoseconds ago, else a new one.
     *
     * @param maxAge zero or less for a new one
     * @return the reading
     */
    public synchronized T get(long maxAge) {
        long now = nanoTime.getAsLong();
        T current = last;
        if (current == null || now - lastBegun >= maxAge) {
            current = read.get();
            last = current;
            lastBegun = now;
        }
        return current;
    }
}
