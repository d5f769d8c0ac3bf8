package dev.sexton.cleanup.internal.sweep;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that end before they have begun, as they do in a factory that wraps them in code that fails, and logs that fail. */
@Timeout(120)
class LostThreadsTest {
    private final Object alive = new Object();
    private final FakeCycle cycle = new FakeCycle();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    /** Makes this many threads that end at once, and then good ones. */
    private static final class Losing implements ThreadFactory {
        private final AtomicInteger toLose = new AtomicInteger();
        private final BlockingQueue<Thread> lost = new LinkedBlockingQueue<>();

        @Override
        public Thread newThread(Runnable task) {
            boolean loses = toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            Thread thread = new Thread(loses ? () -> {} : task);
            thread.setDaemon(true);
            if (loses) {
                lost.add(thread);
            }
            return thread;
        }

        /** Until one was lost for good. */
        void awaitLost() throws InterruptedException {
            Thread thread = lost.poll(1, TimeUnit.MINUTES);
            assertThat(thread).isNotNull();
            EngineFixture.until("started", () -> thread.getState() != Thread.State.NEW);
            thread.join();
        }
    }

    @Test
    void theNextAddStartsAnotherSweeper() throws Exception {
        Losing threads = new Losing();
        threads.toLose.set(1);
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        Cleanup first = engine.add(alive, ran::add, "first");
        threads.awaitLost();
        FakeCycle.kill(first);
        FakeCycle.kill(engine.add(alive, ran::add, "second"));
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("first");
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("second");
        engine.close();
    }

    @Test
    void theNextSweepStartsAnotherSweeper() throws Exception {
        Losing threads = new Losing();
        threads.toLose.set(1);
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        Cleanup later = engine.add(alive, ran::add, "found by the sweeper");
        threads.awaitLost();
        long before = engine.figures().sweeps().begun();
        assertThat(engine.reclaim(MINUTE)).as("nothing is dead").isTrue();
        EngineFixture.until(
                "another thread sweeps, too", () -> engine.figures().sweeps().begun() > before + 1);
        FakeCycle.kill(later);
        EngineFixture.until("ran", () -> {
            cycle.collectionEnds();
            return !ran.isEmpty();
        });
        engine.close();
    }

    /** With a single place, which is given back only if the loss is noticed. */
    @Test
    void aLostWorkerIsReplaced() throws Exception {
        Losing threads = new Losing();
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, threads, null), cycle);
        Cleanup cleanup = engine.add(alive, ran::add, "in spite of it");
        EngineFixture.until(
                "the sweeper is there", () -> engine.figures().sweeps().begun() > 0);
        threads.toLose.set(2);
        FakeCycle.kill(cleanup);
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(ran).containsExactly("in spite of it");
        assertThat(threads.lost).hasSize(2);
        assertThat(engine.figures().workers().existing()).isEqualTo(1);
        engine.close();
    }

    /** The log of a failed sweep fails as well, and for the same reason; what it is told comes out once it can. */
    @Test
    void aLogThatFailsEndsNobody() throws Exception {
        AtomicInteger failures = new AtomicInteger(5);
        BlockingQueue<String> logged = new LinkedBlockingQueue<>();
        FakeCycle failing = new FakeCycle() {
            @Override
            public synchronized void arm() {
                if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("injected");
                }
                super.arm();
            }
        };
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (failures.get() > 2) {
                    throw new OutOfMemoryError("injected into the log");
                }
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.sexton.cleanup");
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Engine engine = EngineFixture.engine(EngineFixture.settings(), failing);
            FakeCycle.kill(engine.add(alive, ran::add, "in spite of it"));
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("in spite of it");
            assertThat(logged).hasSize(1).allMatch(message -> message.startsWith("A sweep was cut short"));
            engine.close();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }
}
