package dev.sexton.cleanup.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A special whose action takes an object. */
final class ObjectSpecial<A extends @Nullable Object> extends Special {
    /** Written at construction and by {@link #drop}; the slot's compare-and-set orders the accesses. */
    private @Nullable Consumer<? super A> action;

    private @Nullable A argument;

    ObjectSpecial(Object referent, Consumer<? super A> action, A argument) {
        super(referent);
        this.action = action;
        this.argument = argument;
    }

    @Override
    @SuppressWarnings(
            "NullAway") // the winner of the slot, and only it, runs before it drops; a null argument is the user's
    void run() {
        action.accept(argument);
    }

    @Override
    void drop() {
        super.drop();
        action = null;
        argument = null;
    }

    @Override
    @Nullable
    Object action() {
        return action;
    }

    /** The argument, as long as it was not dropped. */
    @Nullable
    A argument() {
        return argument;
    }
}
