package dev.sexton.cleanup.internal.sweep;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.site.RegistrationSite;
import dev.sexton.cleanup.internal.site.SitedAction;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.LeakReport;
import dev.sexton.cleanup.internal.watch.LeakReports;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.watch.RunObserver;
import dev.sexton.cleanup.internal.work.CleanupBlock;
import dev.sexton.cleanup.internal.work.SpanFeed;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A mass death: the workers take part in the sweep, and run what they find on the spot. */
class PassTest {
    private static final int MANY = 2 * SpanRegistry.LARGE * Span.SLOTS;

    private static final int ROUNDS = 50;

    private static final long MILLISECOND = 1_000_000;

    private final Object alive = new Object();
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts, 1);

    @Test
    void workersRunOnTheSpotAndEachOnce() throws Exception {
        AtomicIntegerArray runs = new AtomicIntegerArray(MANY);
        AtomicInteger onTheSpot = new AtomicInteger();
        WorkerPool pool = EngineFixture.pool(EngineFixture.settings());
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
            assertThat(pool.awaitIdle(MINUTE, counts)).isTrue();
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(runs.get(i)).as("cleanup %s", i).isEqualTo(rounds);
        }
        assertThat(onTheSpot.get()).isPositive();
        WorkerPool.Reading reading = pool.read();
        assertThat(reading.taken()).isEqualTo(onTheSpot.get());
        assertThat(reading.executed())
                .isEqualTo((long) rounds * MANY)
                .isEqualTo(reading.taken() + counts.queuedSoFar());
        assertThat(pool.drain(MINUTE, counts)).isTrue();
    }

    @Test
    void leaksAreCountedAmongThoseRunOnTheSpotToo() throws Exception {
        List<LeakReport> reported = new CopyOnWriteArrayList<>();
        LeakReports leaks = new LeakReports("test", reported::add, System::nanoTime);
        StackTraceElement here = new StackTraceElement("Here", "here", "Here.java", 1);
        AtomicBoolean onTheSpot = new AtomicBoolean();
        LongConsumer action = new SitedAction.OfLong(
                i -> {
                    if (!onTheSpot.get() && isOnTheSpot()) {
                        onTheSpot.set(true);
                    }
                },
                new RegistrationSite(here, here, "Type"));
        WorkerPool pool =
                new WorkerPool(EngineFixture.workers(EngineFixture.settings()), new RunObserver("test", leaks));
        int rounds = 0;
        while (!onTheSpot.get() && rounds < ROUNDS) {
            rounds++;
            addAndKill(action);
            sweeper(pool).sweep();
            assertThat(pool.awaitIdle(MINUTE, counts)).isTrue();
        }
        assertThat(onTheSpot).isTrue();
        assertThat(pool.drain(MINUTE, counts)).isTrue();
        leaks.reportAll();
        assertThat(reported.stream().mapToLong(LeakReport::count).sum()).isEqualTo((long) rounds * MANY);
    }

    /** The sweep does not end before the rest of the span that a stuck worker holds was looked at. */
    @Test
    void whatAStuckWorkerHoldsIsLookedAtBySomebodyElse() throws Exception {
        assertThat(leftBehindByAStuckWorker(EngineFixture.pool(EngineFixture.settings())))
                .isZero();
    }

    /** The twin: without a look at what the workers hold. A worker that is stuck only in the next pass leaves nothing, hence the attempts. */
    @Test
    void whatAStuckWorkerHoldsWouldWaitForIt() throws Exception {
        int left = 0;
        for (int attempt = 0; attempt < ROUNDS && left == 0; attempt++) {
            // With counts of its own: a new pool has run nothing of what was counted before.
            left = new PassTest()
                    .leftBehindByAStuckWorker(
                            new WorkerPool(EngineFixture.workers(EngineFixture.settings()), EngineFixture.NO_OBSERVER) {
                                @Override
                                public List<Span> heldSpans(SpanFeed feed) {
                                    return List.of();
                                }
                            });
        }
        assertThat(left).isPositive();
    }

    /** The sweeper leaves a large pass to the workers for a while only: its only worker may be stuck. */
    @Test
    void aPassDoesNotWaitForAStuckWorker() throws Exception {
        WorkerPool pool = EngineFixture.pool(EngineFixture.settings(1, null, null));
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
        counts.queued(1);
        pool.submit(slow);
        await(begun);
        AtomicInteger runs = new AtomicInteger();
        addAndKill(i -> runs.incrementAndGet());

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> sweeper(pool).sweep());

        assertThat(registry.isEmpty()).isTrue();
        assertThat(runs).hasValue(0);
        release.countDown();
        assertThat(pool.drain(MINUTE, counts)).isTrue();
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
            while (!stuck.get() && !pool.awaitIdle(MILLISECOND, counts)) {}
        }
        assertThat(stuck).isTrue();
        List<Special> left = new ArrayList<>();
        registry.forEach(left::add);
        release.countDown();
        assertThat(pool.drain(MINUTE, counts)).isTrue();
        return left.size();
    }

    private void addAndKill(LongConsumer action) {
        for (int i = 0; i < MANY; i++) {
            Special special = new LongSpecial(alive, action, i);
            registry.add(special);
            FakeCycle.kill(special);
        }
    }

    private Sweeper sweeper(WorkerPool pool) {
        return new Sweeper(
                EngineFixture.sweeper(EngineFixture.settings()),
                registry,
                pool,
                new FakeCycle(),
                counts,
                Management.NONE);
    }

    /** Whether a worker runs this out of the slot, and not from a block. */
    private static boolean isOnTheSpot() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.limit(8).anyMatch(frame -> frame.getMethodName().equals("found")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
