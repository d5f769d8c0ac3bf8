package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Pusher;
import dev.sexton.coroutine.Yield;
import org.jspecify.annotations.Nullable;

/**
 * Passes values on until it has been told to stop, or has failed, and remembers that: whatever its producer does, nothing is passed on
 * after that.
 *
 * @param <T> the type of the values
 */
final class Relay<T extends @Nullable Object> extends Sink<T> {
    private final Yield<? super T> out;
    private boolean open = true;

    Relay(Yield<? super T> out) {
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

    /** Passes on all values of a sequence; returns whether more may follow. */
    boolean all(Pusher<? extends T> inner) {
        push(inner);
        return open;
    }

    private <U extends T> void push(Pusher<U> inner) {
        @SuppressWarnings("unchecked") // A yield only takes values in.
        Yield<U> narrowed = (Yield<U>) this;
        inner.pushTo(narrowed);
    }

    boolean isOpen() {
        return open;
    }
}
