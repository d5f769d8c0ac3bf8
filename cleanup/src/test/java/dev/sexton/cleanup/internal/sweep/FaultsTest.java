package dev.sexton.cleanup.internal.sweep;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.Settings;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that happen where they hurt, and actions that turn back on their own runtime. */
@Timeout(120)
class FaultsTest {
    private static final int MANY = 1000;

    private final Object alive = new Object();
    private final AtomicInteger runs = new AtomicInteger();
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts);
    private final Settings settings = EngineFixture.settings();
    private final WorkerPool pool = EngineFixture.pool(settings);

    /** A sweeper without a thread, to which something happens as it finds its n-th special dead. */
    private Sweeper disturbed(int disturbedAt, Runnable disturbance) {
        AtomicInteger found = new AtomicInteger();
        return new Sweeper(
                EngineFixture.sweeper(settings), registry, pool, new FakeCycle(), counts, Management.NONE, special -> {
                    boolean dead = special.isDead();
                    if (dead && found.incrementAndGet() == disturbedAt) {
                        disturbance.run();
                    }
                    return dead;
                });
    }

    private List<Special> addDead(int count) {
        List<Special> specials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Special special = new ObjectSpecial<>(alive, AtomicInteger::incrementAndGet, runs);
            registry.add(special);
            FakeCycle.kill(special);
            specials.add(special);
        }
        return specials;
    }

    /** The block cannot be allocated: that happens when one was found, before the special has left its slot. */
    @Test
    void aSweepThatRunsOutOfMemoryLosesNothingAndTheNextOneGoesOn() throws Exception {
        addDead(MANY);
        Sweeper sweeper = disturbed(400, () -> {
            throw new OutOfMemoryError("injected");
        });
        assertThatThrownBy(sweeper::sweep).isInstanceOf(OutOfMemoryError.class);
        assertThat(pool.awaitIdle(MINUTE, counts)).isTrue();
        assertThat(runs).as("those before").hasValue(399);
        assertThat(registry.added(0)).as("still there").isEqualTo(MANY - 399);
        sweeper.sweep();
        assertThat(pool.awaitIdle(MINUTE, counts)).isTrue();
        assertThat(runs).hasValue(MANY);
        pool.drain(Long.MAX_VALUE, counts);
    }

    @Test
    void aCloseDuringASweepWaitsForItAndWhatWasFoundRuns() throws Exception {
        List<Special> dead = addDead(MANY);
        CountDownLatch sweeping = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Sweeper sweeper = disturbed(400, () -> {
            sweeping.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Thread sweep = new Thread(sweeper::sweep);
        sweep.start();
        sweeping.await();
        Thread close = new Thread(() -> {
            try {
                sweeper.close(Long.MAX_VALUE);
                pool.drain(Long.MAX_VALUE, counts);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        close.start();
        EngineFixture.until("waits for the sweep", () -> close.getState() == Thread.State.BLOCKED);
        goOn.countDown();
        sweep.join();
        close.join();
        assertThat(runs).hasValue(MANY);
        assertThat(dead).noneMatch(Cleanup::stop);
        Special late = addDead(1).get(0);
        sweeper.sweep();
        assertThat(late.stop()).as("a closed sweeper sweeps no more").isTrue();
    }

    /** All that a cleanup may want of its own runtime, and none of it may deadlock. */
    @Test
    void anActionMayUseItsOwnRuntime() throws Exception {
        FakeCycle cycle = new FakeCycle();
        Engine engine = EngineFixture.engine(EngineFixture.settings(), cycle);
        Cleanup toStop = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        Cleanup toClean = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        CompletableFuture<Boolean> reclaimed = new CompletableFuture<>();
        AtomicInteger added = new AtomicInteger();
        FakeCycle.kill(engine.add(
                alive,
                ignored -> {
                    assertThat(toStop.stop()).isTrue();
                    toClean.clean();
                    FakeCycle.kill(engine.add(new Object(), AtomicInteger::incrementAndGet, added));
                    try {
                        // It queues what was just added, and does not wait for the cleanup that it is called from.
                        reclaimed.complete(engine.reclaim(MINUTE));
                    } catch (Throwable failure) {
                        reclaimed.completeExceptionally(failure);
                    }
                },
                "ignored"));
        assertThat(engine.reclaim(MINUTE)).isTrue();
        assertThat(reclaimed.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(runs).as("the one that was cleaned").hasValue(1);
        assertThat(added).hasValue(1);
        assertThat(engine.figures().cleanups().live()).isZero();
        engine.close();
    }
}
