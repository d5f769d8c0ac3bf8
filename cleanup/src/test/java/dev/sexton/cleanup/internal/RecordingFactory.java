package dev.sexton.cleanup.internal;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers its threads, and can fail to make one. */
public final class RecordingFactory implements ThreadFactory {
    public final AtomicInteger made = new AtomicInteger();
    public final AtomicInteger failures = new AtomicInteger();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    @Override
    public Thread newThread(Runnable task) {
        if (failures.get() > 0) {
            failures.decrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(task, "test-" + made.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    public boolean anyAlive() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    public void joinAll() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(MINUTE));
            assertThat(thread.isAlive()).as("%s has ended", thread).isFalse();
        }
    }
}
