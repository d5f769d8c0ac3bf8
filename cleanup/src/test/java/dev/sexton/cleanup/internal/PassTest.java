package dev.sexton.cleanup.internal;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sexton.cleanup.Leak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A mass death: the workers take part in the sweep, and run what they find on the spot. */
class PassTest {
    private static final int MANY = 2 * Pass.LARGE * Span.SLOTS;

    private static final int ROUNDS = 50;

    private static final long MILLISECOND = 1_000_000;

    private final Object alive = new Object();
    private final Tally tally = new Tally();
    private final SpanRegistry registry = new SpanRegistry(tally, 1);

    @Test
    void workersRunOnTheSpotAndEachOnce() throws Exception {
        AtomicIntegerArray runs = new AtomicIntegerArray(MANY);
        AtomicInteger onTheSpot = new AtomicInteger();
        WorkerPool pool = new WorkerPool(EngineFixture.settings());
        int rounds = 0;
        // The sweeper may have done all by itself before a worker was there.
        while (onTheSpot.get() == 0 && rounds < ROUNDS) {
            rounds++;
            addAndKill(i -> {
                runs.incrementAndGet((int) i);
                if (isOnTheSpot()) {
                    onTheSpot.incrementAndGet();
                }
            });
            sweeper(pool).sweep();
            assertThat(pool.awaitIdle(MINUTE, tally)).isTrue();
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(runs.get(i)).as("cleanup %s", i).isEqualTo(rounds);
        }
        assertThat(onTheSpot.get()).isPositive();
        WorkerPool.Reading reading = pool.read();
        assertThat(reading.taken()).isEqualTo(onTheSpot.get());
        assertThat(reading.executed()).isEqualTo((long) rounds * MANY).isEqualTo(reading.taken() + tally.queued());
        pool.drain(tally);
    }

    @Test
    void leaksAreCountedAmongThoseRunOnTheSpotToo() throws Exception {
        List<Leak> reported = new CopyOnWriteArrayList<>();
        LeakReports leaks = new LeakReports("test", reported::add, System::nanoTime);
        StackTraceElement here = new StackTraceElement("Here", "here", "Here.java", 1);
        AtomicBoolean onTheSpot = new AtomicBoolean();
        LongConsumer action = new Sited.SitedLongConsumer(
                i -> {
                    if (!onTheSpot.get() && isOnTheSpot()) {
                        onTheSpot.set(true);
                    }
                },
                new Origin(here, here, "Type"));
        WorkerPool pool = new WorkerPool(EngineFixture.settings(), leaks);
        int rounds = 0;
        while (!onTheSpot.get() && rounds < ROUNDS) {
            rounds++;
            addAndKill(action);
            sweeper(pool).sweep();
            assertThat(pool.awaitIdle(MINUTE, tally)).isTrue();
        }
        assertThat(onTheSpot).isTrue();
        pool.drain(tally);
        leaks.reportAll();
        assertThat(reported.stream().mapToLong(Leak::count).sum()).isEqualTo((long) rounds * MANY);
    }

    /** Between its look and its compare-and-set, somebody else has stopped the cleanup. */
    @Test
    void aWorkerThatComesTooLateRunsNothingAndIsNotWaitedFor() throws Exception {
        AtomicReference<Worker> worker = new AtomicReference<>();
        WorkerPool pool = new WorkerPool(EngineFixture.settings(
                1,
                task -> {
                    worker.set((Worker) task);
                    return new Thread(() -> {});
                },
                null));
        pool.submit(new CleanupBlock(0));
        AtomicInteger runs = new AtomicInteger();
        Special special = new LongSpecial(alive, i -> runs.incrementAndGet(), 0);
        Span span = new Span(tally);
        assertThat(span.add(special)).isTrue();
        assertThat(special.stop()).isTrue();

        worker.get().dead(span, 0, special);

        assertThat(runs).hasValue(0);
        assertThat(pool.read().taken()).isZero();
        assertThat(pool.awaitIdle(0, tally)).isTrue();
    }

    /** The sweep does not end before the rest of the span that a stuck worker holds was looked at. */
    @Test
    void whatAStuckWorkerHoldsIsLookedAtBySomebodyElse() throws Exception {
        assertThat(leftBehindByAStuckWorker(new WorkerPool(EngineFixture.settings())))
                .isZero();
    }

    /** The twin: without a look at what the workers hold. */
    @Test
    void whatAStuckWorkerHoldsWouldWaitForIt() throws Exception {
        assertThat(leftBehindByAStuckWorker(new WorkerPool(EngineFixture.settings()) {
                    @Override
                    synchronized List<Span> heldSpans() {
                        return List.of();
                    }
                }))
                .isPositive();
    }

    /** The sweeper leaves a large pass to the workers for a while only: its only worker may be stuck. */
    @Test
    void aPassDoesNotWaitForAStuckWorker() throws Exception {
        WorkerPool pool = new WorkerPool(EngineFixture.settings(1, null, null));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CleanupBlock slow = new CleanupBlock(CleanupBlock.SMALLEST);
        slow.add(new LongSpecial(
                alive,
                i -> {
                    begun.countDown();
                    await(release);
                },
                0));
        tally.queued(1);
        pool.submit(slow);
        await(begun);
        AtomicInteger runs = new AtomicInteger();
        addAndKill(i -> runs.incrementAndGet());

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> sweeper(pool).sweep());

        assertThat(registry.isEmpty()).isTrue();
        assertThat(runs).hasValue(0);
        release.countDown();
        pool.drain(tally);
        assertThat(runs).hasValue(MANY);
    }

    /** Blocks the first worker that runs something on the spot; says how many dead are still in their slots after the sweep. */
    private int leftBehindByAStuckWorker(WorkerPool pool) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean stuck = new AtomicBoolean();
        LongConsumer action = i -> {
            // Not the last of its span, or there would be nothing to hold up.
            if (i % Span.SLOTS < Span.SLOTS / 2 && isOnTheSpot() && stuck.compareAndSet(false, true)) {
                await(release);
            }
        };
        for (int round = 0; !stuck.get() && round < ROUNDS; round++) {
            addAndKill(action);
            sweeper(pool).sweep();
            // A worker that is behind with its blocks would have no time for the next pass.
            while (!stuck.get() && !pool.awaitIdle(MILLISECOND, tally)) {}
        }
        assertThat(stuck).isTrue();
        List<Special> left = new ArrayList<>();
        registry.forEach(left::add);
        release.countDown();
        pool.drain(tally);
        return left.size();
    }

    private void addAndKill(LongConsumer action) {
        for (int i = 0; i < MANY; i++) {
            Special special = new LongSpecial(alive, action, i);
            registry.add(special);
            special.clear();
        }
    }

    private Sweeper sweeper(WorkerPool pool) {
        return new Sweeper(EngineFixture.settings(), registry, pool, new FakeCycle(), tally);
    }

    /** Whether a worker runs this out of the slot, and not from a block. */
    private static boolean isOnTheSpot() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.limit(8).anyMatch(frame -> frame.getMethodName().startsWith("dead")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
