package dev.sexton.foreign.internal;

import dev.sexton.cleanup.Cleanup;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A cleanup that no death triggers and no runtime knows. It runs or is stopped by hand, or is forgotten without a trace. */
final class UnendingCleanup implements Cleanup {
    /** Null once it was stopped or cleaned; who sets it to null decides. */
    private final AtomicReference<@Nullable Runnable> action;

    UnendingCleanup(Runnable action) {
        this.action = new AtomicReference<>(action);
    }

    @Override
    public boolean stop() {
        return action.getAndSet(null) != null;
    }

    @Override
    public void clean() {
        Runnable mine = action.getAndSet(null);
        if (mine != null) {
            mine.run();
        }
    }
}
