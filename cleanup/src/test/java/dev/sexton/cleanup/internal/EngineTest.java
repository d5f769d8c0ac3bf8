package dev.sexton.cleanup.internal;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.watch.RuntimeFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine's promises about reclaim and stats, with a collector that collects when the test says so. */
class EngineTest {
    private final Object alive = new Object();

    @Test
    void aReclaimWithoutACollectionIsNone() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), unnoticed(false));
        engine.add(alive, (long argument) -> {}, 0);
        assertThat(engine.reclaim(MINUTE)).isFalse();
        engine.close();
    }

    /** A queued cleanup may wait for a stuck worker, and the sweeper, which would relieve that worker, does not know of it. */
    @Test
    void aReclaimThatTimesOutTellsTheSweeperToLookAfterTheWorkers() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        // A collection that the sweeper does not notice; and it does not wake up for an hour.
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, null, null, 60 * MINUTE), unnoticed(true));
        Cleanup stuck = engine.add(alive, CompletableFuture::join, end);
        Cleanup behind = engine.add(alive, ran::add, "behind it");
        EngineFixture.until(
                "the sweeper waits", () -> engine.figures().sweeps().lastEnd().toEpochMilli() > 0);
        FakeCycle.kill(stuck);
        FakeCycle.kill(behind);
        assertThat(engine.reclaim(TimeUnit.MILLISECONDS.toNanos(1))).isFalse();
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("behind it");
        end.complete(null);
        engine.close();
    }

    /** As above, but it waits, and looks after the workers itself. */
    @Test
    void aReclaimIsNotHeldUpByAStuckWorker() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, null, null, 60 * MINUTE), unnoticed(true));
        CompletableFuture<Void> behind = new CompletableFuture<>();
        List<Cleanup> cleanups = new ArrayList<>();
        cleanups.add(engine.add(alive, CompletableFuture::join, behind));
        cleanups.add(engine.add(alive, future -> future.complete(null), behind));
        EngineFixture.until(
                "the sweeper waits", () -> engine.figures().sweeps().lastEnd().toEpochMilli() > 0);
        cleanups.forEach(FakeCycle::kill);
        assertThat(engine.reclaim(MINUTE)).isTrue();
        engine.close();
    }

    /**
     * In a large pass the workers take part and run what they find out of its slot: it has been queued all the same, and stays
     * so when they have ended.
     */
    @Test
    void whatWorkersFindThemselvesCountsAsQueued() throws Exception {
        int many = (SpanRegistry.LARGE + 10) * Span.SLOTS;
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, null, null, 1), new FakeCycle());
        List<Cleanup> cleanups = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            cleanups.add(engine.add(alive, (long argument) -> {}, i));
        }
        cleanups.forEach(FakeCycle::kill);
        assertThat(engine.reclaim(MINUTE)).isTrue();
        EngineFixture.until(
                "the workers have ended", () -> engine.figures().workers().existing() == 0);
        RuntimeFigures.Cleanups stats = engine.figures().cleanups();
        assertThat(stats.queued()).isEqualTo(many);
        assertThat(stats.executed()).isEqualTo(many);
        assertThat(stats.live()).isZero();
        assertThat(stats.added()).isEqualTo(many);
        engine.close();
    }

    /** A collector whose collections, if it makes them, the sweeper does not notice. */
    private static FakeCycle unnoticed(boolean collects) {
        return new FakeCycle() {
            @Override
            public boolean collect(long nanos) {
                return collects;
            }
        };
    }
}
