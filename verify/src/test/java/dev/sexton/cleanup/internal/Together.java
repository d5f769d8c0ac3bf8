package dev.sexton.cleanup.internal;

/** Threads that begin together, as far as the model checker lets them, and are waited for. */
public final class Together {
    private Together() {}

    public static void run(Runnable... tasks) throws InterruptedException {
        Thread[] threads = new Thread[tasks.length];
        for (int i = 0; i < tasks.length; i++) {
            threads[i] = new Thread(tasks[i]);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
