package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Pusher2;
import dev.sexton.coroutine.Yield2;
import dev.sexton.coroutine.internal.source.Pushers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes pairs on until it has been told to stop, see {@link Relay}.
 *
 * @param <K> the type of the first halves
 * @param <V> the type of the second halves
 */
public final class Relay2<K extends @Nullable Object, V extends @Nullable Object> implements Yield2<K, V> {
    private final Yield2<? super K, ? super V> out;
    private boolean open = true;

    /**
     * Creates a relay that is open.
     *
     * @param out takes what is passed on
     */
    public Relay2(Yield2<? super K, ? super V> out) {
        this.out = out;
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword")
    public boolean yield(K key, V value) {
        if (!open) {
            return false;
        }
        boolean more = false;
        try {
            more = out.yield(key, value);
        } finally {
            if (!more) {
                open = false;
            }
        }
        return more;
    }

    @Override
    public boolean yieldAll(Pusher2<? extends K, ? extends V> inner) {
        Objects.requireNonNull(inner, "inner");
        if (open) {
            Pushers.push2(inner, this);
        }
        return open;
    }

    boolean isOpen() {
        return open;
    }
}
