package dev.sexton.cleanup.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final Object alive = new Object();
    private final Counts counts = new Counts();

    /** Between its look and its compare-and-set, somebody else has stopped the cleanup. */
    @Test
    void aWorkerThatComesTooLateRunsNothingAndIsNotWaitedFor() throws Exception {
        AtomicReference<Worker> worker = new AtomicReference<>();
        WorkerPool pool = EngineFixture.pool(EngineFixture.settings(
                1,
                task -> {
                    worker.set((Worker) task);
                    return new Thread(() -> {});
                },
                null));
        pool.submit(new CleanupBlock(0));
        AtomicInteger runs = new AtomicInteger();
        Special special = new LongSpecial(alive, i -> runs.incrementAndGet(), 0);
        SpanRegistry registry = new SpanRegistry(counts);
        registry.add(special);
        Span span = registry.begin(true)[0];
        assertThat(special.stop()).isTrue();

        worker.get().found(span, 0, special);

        assertThat(runs).hasValue(0);
        assertThat(pool.read().taken()).isZero();
        assertThat(pool.awaitIdle(0, counts)).isTrue();
    }
}
