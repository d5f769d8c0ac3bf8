package dev.sexton.cleanup.internal.work;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.FailureHandler;
import dev.sexton.cleanup.internal.CapturedLog;
import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.Settings;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers under failing and slow actions; collections come when the test says so. */
class WorkerPoolTest {
    private static final Consumer<AtomicInteger> COUNT = AtomicInteger::incrementAndGet;

    private static final Object ALIVE = new Object();
    private final AtomicInteger runs = new AtomicInteger();
    private final Set<Thread> ranIn = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"exception", "stack", "memory", "checked"})
    void whatAnActionThrowsDoesNotEndItsWorker(String kind) throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        FailureHandler handler =
                (cleanup, failure) -> told.add(failure.getClass().getSimpleName());
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, null, handler), new FakeCycle());
        for (int i = 0; i < 100; i++) {
            FakeCycle.kill(engine.add(ALIVE, this::fail, kind));
            FakeCycle.kill(engine.add(ALIVE, set -> set.add(Thread.currentThread()), ranIn));
        }
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(ranIn).as("one worker ran them all").hasSize(1);
        assertThat(told).hasSize(100);
        assertThat(Set.copyOf(told)).hasSize(1);
        assertThat(engine.figures().cleanups().failed()).isEqualTo(100);
        assertThat(engine.figures().cleanups().executed())
                .as("failed ones included")
                .isEqualTo(200);
        engine.close();
    }

    private void fail(String kind) {
        switch (kind) {
            case "exception" -> throw new IllegalStateException(kind);
            case "stack" -> overflow(1);
            case "memory" -> runs.addAndGet(new long[Integer.MAX_VALUE].length);
            default -> sneak(new Exception(kind));
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aFailingHandlerDoesNotEndItsWorkerAndIsLogged() throws Exception {
        FailureHandler handler = (cleanup, failure) -> {
            throw new IllegalArgumentException("the handler is broken, too");
        };
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, null, handler), new FakeCycle());
        try (CapturedLog log = new CapturedLog()) {
            FakeCycle.kill(engine.add(ALIVE, this::fail, "exception"));
            FakeCycle.kill(engine.add(ALIVE, COUNT, runs));
            assertThat(engine.reclaim(MINUTE)).isTrue();
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().get(0).getMessage()).contains("the handler is broken, too");
            assertThat(log.records().get(0).getThrown()).hasMessage("exception");
        }
        assertThat(runs).hasValue(1);
        assertThat(engine.figures().cleanups().failed()).isEqualTo(1);
        engine.close();
    }

    @Test
    void byDefaultAFailureIsLoggedWithTheSiteWhereItIsKnown() throws Exception {
        Engine engine =
                EngineFixture.engine(new Settings("sited", 0, null, null, MINUTE, MINUTE, 0, 1, null), new FakeCycle());
        try (CapturedLog log = new CapturedLog()) {
            FakeCycle.kill(engine.add(ALIVE, this::fail, "exception"));
            assertThat(engine.reclaim(MINUTE)).isTrue();
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().get(0).getThrown()).hasMessage("exception");
        }
        engine.close();
    }

    @Test
    void anInterruptLeftBehindDoesNotMeetTheNextAction() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, null, null), new FakeCycle());
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 10; i++) {
            FakeCycle.kill(engine.add(
                    ALIVE,
                    seen -> {
                        seen.add(Thread.currentThread().isInterrupted());
                        Thread.currentThread().interrupt();
                    },
                    interrupted));
        }
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(interrupted).hasSize(10).containsOnly(false);
        engine.close();
    }

    /** The slow one is in the middle of a block, and the default pool of a small machine has one worker. */
    @Test
    void oneSlowActionDelaysNobody() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(200);
        addAmong(engine, slow, others);
        assertThat(engine.reclaim(0)).as("one is still running").isFalse();
        assertThat(others.await(1, TimeUnit.MINUTES)).isTrue();
        EngineFixture.until(
                "all but one are counted", () -> engine.figures().cleanups().executed() == 200);
        slow.countDown();
        assertThat(engine.awaitIdle(MINUTE)).isTrue();
        engine.close();
    }

    /** The twin: with one worker and no more, the others do wait, however long the pool has been watching. */
    @Test
    void withASingleWorkerASlowActionDoesDelayTheOthers() throws Exception {
        Settings settings = EngineFixture.settings(1, null, null);
        WorkerPool pool = EngineFixture.pool(settings);
        Counts counts = new Counts();
        CountDownLatch slow = new CountDownLatch(1);
        CleanupBlock block = new CleanupBlock(2);
        CountDownLatch begun = new CountDownLatch(1);
        block.add(new ObjectSpecial<>(
                ALIVE,
                latch -> {
                    begun.countDown();
                    await(latch);
                },
                slow));
        block.add(new ObjectSpecial<>(ALIVE, COUNT, runs));
        counts.queued(2);
        pool.submit(block);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        for (int tick = 0; tick < 1000; tick++) {
            pool.watch(System.nanoTime() + tick * WorkerPool.WATCH_INTERVAL);
        }
        assertThat(pool.read().workers()).isEqualTo(1);
        assertThat(runs).hasValue(0);
        slow.countDown();
        pool.drain(Long.MAX_VALUE, counts);
        assertThat(runs).as("and are not lost").hasValue(1);
    }

    private void addAmong(Engine engine, CountDownLatch slow, CountDownLatch others) {
        List<Cleanup> cleanups = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            cleanups.add(engine.add(ALIVE, CountDownLatch::countDown, others));
            if (i == 3) {
                cleanups.add(engine.add(ALIVE, WorkerPoolTest::await, slow));
            }
        }
        cleanups.forEach(FakeCycle::kill);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The slow one is the first of the block, so the worker is stuck before it could show what it took. */
    @Test
    void whatIsBehindTheFirstOfABlockIsRelievedToo() throws Exception {
        for (int round = 0; round < 200; round++) {
            FakeCycle cycle = new FakeCycle();
            Engine engine = EngineFixture.engine(EngineFixture.settings(), cycle);
            CountDownLatch second = new CountDownLatch(1);
            Cleanup first = engine.add(ALIVE, WorkerPoolTest::await, second);
            Cleanup behind = engine.add(ALIVE, CountDownLatch::countDown, second);
            FakeCycle.kill(behind);
            FakeCycle.kill(first);
            cycle.collectionEnds();
            assertThat(second.await(1, TimeUnit.MINUTES)).as("round %s", round).isTrue();
            engine.close();
        }
    }

    /** Each counts the other as waiting, not as running. */
    @Test
    void twoCleanupsThatWaitForIdleDoNotWaitForEachOther() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(2, null, null), new FakeCycle());
        CountDownLatch bothRunning = new CountDownLatch(2);
        Queue<Boolean> idle = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2; i++) {
            FakeCycle.kill(engine.add(
                    ALIVE,
                    answers -> {
                        bothRunning.countDown();
                        await(bothRunning);
                        try {
                            answers.add(engine.awaitIdle(MINUTE));
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    },
                    idle));
        }
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(idle).containsExactly(true, true);
        engine.close();
    }

    @Test
    void theMostNegativeTimeoutLooksOnce() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        CountDownLatch slow = new CountDownLatch(1);
        FakeCycle.kill(engine.add(ALIVE, WorkerPoolTest::await, slow));
        assertThat(engine.reclaim(Long.MIN_VALUE)).isFalse();
        assertThat(engine.awaitIdle(Long.MIN_VALUE)).isFalse();
        slow.countDown();
        engine.close();
    }

    /** Actions that never return take a worker each, and others still get through, up to the bound. */
    @Test
    void actionsThatNeverReturnDoNotStopTheOthers() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            FakeCycle.kill(engine.add(ALIVE, WorkerPoolTest::await, never));
            FakeCycle.kill(engine.add(ALIVE, COUNT, runs));
            engine.reclaim(0);
        }
        EngineFixture.until("the others have run", () -> {
            try {
                engine.awaitIdle(0); // as the sweeper's thread would: watches
                return runs.get() == 5;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        EngineFixture.until(
                "those that never return are all that runs",
                () -> engine.figures().workers().running() == 5);
        never.countDown();
        engine.close();
    }

    @Test
    void maxWorkersRunAtTheSameTimeAndNoMore() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(3, null, null), new FakeCycle());
        CountDownLatch threeAtOnce = new CountDownLatch(3);
        for (int i = 0; i < 100; i++) {
            FakeCycle.kill(engine.add(
                    ALIVE,
                    latch -> {
                        latch.countDown();
                        await(latch);
                    },
                    threeAtOnce));
        }
        assertThat(engine.reclaim(MINUTE)).as("it takes three at once").isTrue();
        assertThat(engine.figures().workers().peak()).isEqualTo(3);
        engine.close();
    }

    @Test
    void awaitIdleInsideACleanupDoesNotWaitForItself() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        Queue<Boolean> idle = new ConcurrentLinkedQueue<>();
        FakeCycle.kill(engine.add(
                ALIVE,
                answers -> {
                    try {
                        answers.add(engine.awaitIdle(MINUTE));
                        answers.add(engine.reclaim(MINUTE));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                idle));
        for (int i = 0; i < 50; i++) {
            FakeCycle.kill(engine.add(ALIVE, COUNT, runs));
        }
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(idle).containsExactly(true, true);
        assertThat(runs).hasValue(50);
        engine.close();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void threadsAreDaemonsThatHoldOnToNothingOfTheirCreator() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("the creator's");
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        Thread creator = Thread.currentThread();
        int priority = creator.getPriority();
        creator.setPriority(Thread.MIN_PRIORITY);
        FakeCycle.kill(engine.add(
                ALIVE,
                queue -> {
                    Thread worker = Thread.currentThread();
                    queue.add(worker.getName());
                    queue.add(worker.isDaemon());
                    queue.add(worker.getPriority());
                    queue.add(worker.getContextClassLoader() == null);
                    queue.add(local.get() == null);
                    queue.add(worker.getThreadGroup().getParent() == null);
                },
                seen));
        boolean reclaimed = engine.reclaim(MINUTE);
        creator.setPriority(priority);
        assertThat(reclaimed).isTrue();
        assertThat(seen).containsExactly("sexton-test-worker-1", true, Thread.NORM_PRIORITY, true, true, true);
        engine.close();
    }

    /** A wait inside a cleanup is over when all others are: the waits before it must not count. */
    @Test
    void awaitIdleInsideACleanupWaitsForTheOthers() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(2, null, null), new FakeCycle());
        BlockingQueue<Boolean> idle = new LinkedBlockingQueue<>();
        Consumer<Long> waits = nanos -> {
            try {
                idle.add(engine.awaitIdle(nanos));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        for (int i = 0; i < 3; i++) {
            FakeCycle.kill(engine.add(ALIVE, waits, MINUTE));
            assertThat(engine.reclaim(MINUTE)).isTrue();
            assertThat(idle.take()).isTrue();
        }
        CountDownLatch stuck = new CountDownLatch(1);
        FakeCycle.kill(engine.add(ALIVE, WorkerPoolTest::await, stuck));
        FakeCycle.kill(engine.add(ALIVE, waits, 1L));
        assertThat(engine.reclaim(0)).isFalse();
        assertThat(idle.poll(1, TimeUnit.MINUTES)).isFalse();
        stuck.countDown();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "4, 1", "8, 2", "64, 16"})
    void thereIsAWorkerForFourProcessors(int processors, int workers) throws Exception {
        WorkerPool pool =
                new WorkerPool(EngineFixture.workers(EngineFixture.settings()), EngineFixture.NO_OBSERVER, processors);
        Counts counts = new Counts();
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 0; i < 2 * workers; i++) {
            CleanupBlock block = new CleanupBlock(1);
            block.add(new ObjectSpecial<>(ALIVE, WorkerPoolTest::await, slow));
            counts.queued(1);
            pool.submit(block);
        }
        assertThat(pool.read().workers()).isEqualTo(workers);
        slow.countDown();
        pool.drain(Long.MAX_VALUE, counts);
    }
}
