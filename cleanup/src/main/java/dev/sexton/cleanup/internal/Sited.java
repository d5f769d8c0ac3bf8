package dev.sexton.cleanup.internal;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An action that remembers where it was registered. A wrapper, so that cleanups without a site do not pay for the field. */
interface Sited {
    Origin origin();

    /** The user's action. */
    Object action();

    default @Nullable StackTraceElement site() {
        return origin().site();
    }

    record SitedConsumer<A extends @Nullable Object>(Consumer<? super A> action, Origin origin)
            implements Consumer<A>, Sited {
        @Override
        public void accept(A argument) {
            action.accept(argument);
        }
    }

    record SitedLongConsumer(LongConsumer action, Origin origin) implements LongConsumer, Sited {
        @Override
        public void accept(long argument) {
            action.accept(argument);
        }
    }
}
