package dev.sexton.coroutine;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs code in another thread and brings back its result or what it threw. */
enum Threads {
    PLATFORM,
    VIRTUAL;

    <T> T call(Callable<T> code) throws Exception {
        FutureTask<T> task = start(code);
        try {
            return task.get();
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    void run(Code code) throws Exception {
        call(() -> {
            code.run();
            return null;
        });
    }

    <T> FutureTask<T> start(Callable<T> code) {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = this == VIRTUAL
                ? Thread.ofVirtual().name("test-virtual").start(task)
                : Thread.ofPlatform().name("test-platform").daemon().start(task);
        assert thread.isAlive() || task.isDone();
        return task;
    }

    interface Code {
        void run() throws Exception;
    }
}
