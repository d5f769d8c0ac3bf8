package dev.sexton.foreign.internal;

import dev.sexton.cleanup.Cleanup;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A cleanup on memory that is never freed. No runtime knows it: only its own methods run or stop it. */
final class UnendingCleanup implements Cleanup {
    /** Null after the cleanup was stopped or cleaned; the call that sets it to null wins. */
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
