package dev.sexton.cleanup.internal.slots;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A special whose action takes an object. */
public final class ObjectSpecial<A extends @Nullable Object> extends Special {
    /** The action of cleanups without an argument: there the argument is the user's action. */
    public static final Consumer<Runnable> RUN = Runnable::run;

    /** Written at construction and by {@link #drop}; the slot's compare-and-set orders the accesses. */
    private @Nullable Consumer<? super A> action;

    private @Nullable A argument;

    /** Makes a special that is in no slot yet. */
    public ObjectSpecial(Object referent, Consumer<? super A> action, A argument) {
        super(referent);
        this.action = action;
        this.argument = argument;
    }

    @Override
    @SuppressWarnings(
            "NullAway") // the winner of the slot, and only it, runs before it drops; a null argument is the user's
    public void run() {
        action.accept(argument);
    }

    @Override
    public void drop() {
        super.drop();
        action = null;
        argument = null;
    }

    @Override
    @Nullable
    Object action() {
        return action;
    }

    @Override
    public @Nullable Object userAction() {
        Object action = super.userAction();
        return action == RUN ? argument : action;
    }
}
