package dev.sexton.cleanup.internal;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A mass death: the workers take part in the sweep, and run what they find on the spot. */
class PassTest {
    private static final int MANY = 2 * Pass.LARGE * Span.SLOTS;

    private static final int ROUNDS = 50;

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
                        frames.limit(8).anyMatch(frame -> frame.getMethodName().equals("dead")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
