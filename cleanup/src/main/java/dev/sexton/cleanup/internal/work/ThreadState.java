package dev.sexton.cleanup.internal.work;

import org.jspecify.annotations.Nullable;

/**
 * The state of a worker's thread when it begins, to which it is restored before each action: a change by one action must not reach the next, nor
 * keep its class loader alive. For that thread alone.
 */
final class ThreadState {
    private final Thread thread = Thread.currentThread();
    private final String name = thread.getName();
    private final int priority = thread.getPriority();
    private final @Nullable ClassLoader loader = Privileged.call(thread::getContextClassLoader);
    private final Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();

    /** Brings it back. Never throws: the next action runs all the same. */
    void restore() {
        // If an action left the flag set, it would disturb the next one.
        Thread.interrupted();
        ThreadLocals.clear(thread);
        try {
            if (isAltered()) {
                Privileged.call(this::reset);
            }
        } catch (Throwable refused) {
            // By a SecurityManager, or for lack of memory.
        }
    }

    @SuppressWarnings("ReferenceEquality") // a name that was set is another string
    private boolean isAltered() {
        return thread.getContextClassLoader() != loader
                || thread.getPriority() != priority
                || thread.getName() != name
                || thread.getUncaughtExceptionHandler() != handler;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private boolean reset() {
        thread.setContextClassLoader(loader);
        thread.setUncaughtExceptionHandler(handler);
        thread.setPriority(priority);
        thread.setName(name);
        return true;
    }
}
