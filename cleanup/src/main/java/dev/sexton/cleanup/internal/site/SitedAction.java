package dev.sexton.cleanup.internal.site;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An action that remembers where it was registered. A wrapper, so that cleanups without a site do not pay for the field. */
public interface SitedAction {
    /** Returns where the cleanup was registered. */
    RegistrationSite site();

    /** Returns the user's action. */
    Object action();

    /** A {@link Consumer} with a site. */
    record OfObject<A extends @Nullable Object>(Consumer<? super A> action, RegistrationSite site)
            implements Consumer<A>, SitedAction {
        @Override
        public void accept(A argument) {
            action.accept(argument);
        }
    }

    /** A {@link LongConsumer} with a site. */
    record OfLong(LongConsumer action, RegistrationSite site) implements LongConsumer, SitedAction {
        @Override
        public void accept(long argument) {
            action.accept(argument);
        }
    }
}
