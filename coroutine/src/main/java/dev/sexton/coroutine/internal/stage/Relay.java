package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.source.Pushers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes values on until it has been told to stop, or has failed, and remembers that: whatever its producer does, nothing is passed on
 * after that.
 *
 * @param <T> the type of the values
 */
public final class Relay<T extends @Nullable Object> extends Sink<T> {
    private final Yield<? super T> out;
    private boolean open = true;

    /**
     * Creates a relay that is open.
     *
     * @param out takes what is passed on
     */
    public Relay(Yield<? super T> out) {
        this.out = out;
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public boolean yield(T value) {
        if (!open) {
            return false;
        }
        boolean more = false;
        try {
            more = out.yield(value);
        } finally {
            if (!more) {
                open = false;
            }
        }
        return more;
    }

    @Override
    public boolean yieldAll(Pusher<? extends T> inner) {
        Objects.requireNonNull(inner, "inner");
        if (open) {
            Pushers.push(inner, this);
        }
        return open;
    }
}
