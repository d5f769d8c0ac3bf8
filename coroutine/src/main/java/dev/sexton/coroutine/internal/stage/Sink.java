package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Yield;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values that come into one stage of a sequence, and passes values on to the next stage.
 *
 * @param <A> the type of the values that come in
 */
public abstract class Sink<A extends @Nullable Object> implements Yield<A> {
    Sink() {}

    /** Returns whether it takes any value at all; asked before the first. */
    boolean wantsAny() {
        return true;
    }

    /**
     * Passes on what it still holds, if anything. Called once, when no more values come because there are none or because a sink has
     * refused them; not after a failure.
     */
    void end() {}

    /**
     * A sink with another one behind it.
     *
     * @param <A> the type of the values that come in
     * @param <B> the type of the values that the next sink takes
     */
    abstract static class Link<A extends @Nullable Object, B extends @Nullable Object> extends Sink<A> {
        final Sink<? super B> next;

        Link(Sink<? super B> next) {
            this.next = next;
        }

        @Override
        boolean wantsAny() {
            return next.wantsAny();
        }

        @Override
        void end() {
            next.end();
        }
    }
}
