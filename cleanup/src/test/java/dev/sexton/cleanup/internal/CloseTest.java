package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CloseTest {
    private final Object alive = new Object();
    private final AtomicInteger runs = new AtomicInteger();
    private final RecordingFactory threads = new RecordingFactory();
    private final FakeCycle cycle = new FakeCycle();

    @Test
    void drainsTheQueueEndsTheThreadsAndRefusesNewWork() {
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        for (int i = 0; i < 1000; i++) {
            FakeCycle.kill(engine.add(alive, AtomicInteger::incrementAndGet, runs));
        }
        queueWhatIsDead(engine);
        engine.close();
        engine.close();
        assertThat(runs).hasValue(1000);
        assertThat(threads.anyAlive()).isFalse();
        assertThatThrownBy(() -> engine.add(alive, AtomicInteger::incrementAndGet, runs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the cleanup would never run");
    }

    private static void queueWhatIsDead(Engine engine) {
        try {
            engine.reclaim(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsLiveIsNotRunAndItsHandleStillWorks() {
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        Cleanup first = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        Cleanup second = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        engine.close();
        assertThat(runs).hasValue(0);
        first.clean();
        assertThat(runs).hasValue(1);
        assertThat(second.stop()).isTrue();
        assertThat(threads.anyAlive()).isFalse();
    }

    @Test
    void fromInsideACleanupItDoesNotWaitForItself() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        CountDownLatch closed = new CountDownLatch(1);
        // In the first slot and killed last: a sweep that finds it dead then finds all others dead as well.
        Cleanup closes = engine.add(
                alive,
                latch -> {
                    engine.close();
                    latch.countDown();
                },
                closed);
        List<Cleanup> others = Stream.generate(() -> engine.add(alive, AtomicInteger::incrementAndGet, runs))
                .limit(100)
                .toList();
        others.forEach(FakeCycle::kill);
        FakeCycle.kill(closes);
        queueWhatIsDead(engine);
        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
        threads.joinAll();
        assertThat(runs).as("the queue was drained all the same").hasValue(100);
    }

    @Test
    void anInterruptedCallerStopsWaitingAndTheQueueIsDrainedAllTheSame() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, threads, null), cycle);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeCycle.kill(engine.add(
                alive,
                latch -> {
                    begun.countDown();
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                goOn));
        FakeCycle.kill(engine.add(alive, AtomicInteger::incrementAndGet, runs));
        queueWhatIsDead(engine);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        Thread.currentThread().interrupt();
        engine.close();
        assertThat(Thread.interrupted()).as("left interrupted").isTrue();
        assertThat(threads.anyAlive()).isTrue();
        goOn.countDown();
        threads.joinAll();
        assertThat(runs).hasValue(1);
    }

    /** The sweeper's thread is still on its way to its first sleep: nothing is there yet that could be interrupted. */
    @Test
    @Timeout(60)
    void beforeTheSweepersFirstArmingItIsNotMissed() {
        CountDownLatch closing = new CountDownLatch(1);
        FakeCycle slowToBegin = new FakeCycle() {
            @Override
            public boolean isNever() {
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return false;
            }

            @Override
            public void interrupt() {
                closing.countDown();
            }
        };
        // Were the close missed, the sweeper would sleep for an hour, and close would wait for it.
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null, Long.MAX_VALUE), slowToBegin);
        engine.add(alive, AtomicInteger::incrementAndGet, runs);
        engine.close();
        assertThat(threads.anyAlive()).isFalse();
    }

    @Test
    void aRuntimeThatWasNeverUsedClosesWithoutEverHavingHadAThread() {
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        engine.close();
        assertThat(threads.made).hasValue(0);
        assertThat(engine.figures().workers().existing()).isZero();
    }
}
