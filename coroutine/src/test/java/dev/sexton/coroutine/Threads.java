package dev.sexton.coroutine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs code in another thread, and returns its result or throws its exception here. */
enum Threads {
    PLATFORM,
    VIRTUAL;

    <T> T call(Callable<T> code) throws Exception {
        FutureTask<T> task = start(code);
        try {
            return task.get();
        } catch (ExecutionException e) {
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
        if (this == VIRTUAL) {
            Thread.ofVirtual().name("test-virtual").start(task);
        } else {
            Thread.ofPlatform().name("test-platform").daemon().start(task);
        }
        return task;
    }

    /** For a loop that waits for a condition; ends the loop when the time limit of the test interrupts it. */
    static void lookAgain() {
        if (Thread.interrupted()) {
            throw new AssertionError("waited in vain");
        }
        Thread.onSpinWait();
    }

    interface Code {
        void run() throws Exception;
    }
}
