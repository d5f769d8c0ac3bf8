package dev.sexton.cleanup.internal;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An action that remembers where it was registered. A wrapper, so that cleanups without a site do not pay for the field. */
interface Sited {
    /** Tells frames of the library from frames of its users. */
    String LIBRARY = "dev.sexton.cleanup.";

    StackWalker STACK = StackWalker.getInstance();

    @Nullable
    StackTraceElement site();

    static <A extends @Nullable Object> Consumer<A> of(Consumer<? super A> action) {
        return new SitedConsumer<>(action, caller());
    }

    static LongConsumer ofLong(LongConsumer action) {
        return new SitedLongConsumer(action, caller());
    }

    /** The innermost frame outside the library. Its own tests count as outside: they live in classes of other names. */
    private static @Nullable StackTraceElement caller() {
        return STACK.walk(frames -> frames.filter(frame -> !ofTheLibrary(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
    }

    private static boolean ofTheLibrary(String className) {
        return className.startsWith(LIBRARY + "internal.")
                || className.equals(LIBRARY + "Cleanups")
                || className.equals(LIBRARY + "CleanupRuntime")
                || className.equals(LIBRARY + "Guarded")
                || className.equals("dev.sexton.foreign.SegmentCleanups");
    }

    record SitedConsumer<A extends @Nullable Object>(
            Consumer<? super A> action, @Nullable StackTraceElement site) implements Consumer<A>, Sited {
        @Override
        public void accept(A argument) {
            action.accept(argument);
        }
    }

    record SitedLongConsumer(LongConsumer action, @Nullable StackTraceElement site) implements LongConsumer, Sited {
        @Override
        public void accept(long argument) {
            action.accept(argument);
        }
    }
}
