package dev.sexton.cleanup.internal;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A special whose action takes a long, such as an address or a descriptor: no box. */
final class LongSpecial extends Special {
    /** Written at construction and by {@link #drop}; the slot's compare-and-set orders the accesses. */
    private @Nullable LongConsumer action;

    private final long argument;

    LongSpecial(Object referent, LongConsumer action, long argument) {
        super(referent);
        this.action = action;
        this.argument = argument;
    }

    @Override
    @SuppressWarnings("NullAway") // the winner of the slot, and only it, runs before it drops
    void run() {
        action.accept(argument);
    }

    @Override
    void drop() {
        super.drop();
        action = null;
    }

    @Override
    @Nullable
    Object action() {
        return action;
    }
}
