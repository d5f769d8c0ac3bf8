package dev.sexton.cleanup.internal.slots;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A special whose action takes a long, such as an address or a descriptor: no box. */
public final class LongSpecial extends Special {
    /** Written at construction and by {@link #drop}; the slot's compare-and-set orders the accesses. */
    private @Nullable LongConsumer action;

    private final long argument;

    /** Makes a special that is in no slot yet. */
    public LongSpecial(Object referent, LongConsumer action, long argument) {
        super(referent);
        this.action = action;
        this.argument = argument;
    }

    @Override
    @SuppressWarnings("NullAway") // the winner of the slot, and only it, runs before it drops
    public void run() {
        action.accept(argument);
    }

    @Override
    public void drop() {
        super.drop();
        action = null;
    }

    @Override
    @Nullable
    Object action() {
        return action;
    }
}
