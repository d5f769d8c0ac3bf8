package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The scenarios of Go's {@code runtime/mcleanup_test.go}, each under Go's name, with the JVM's own collector.
 *
 * <p>Where Go's test only waits, and would pass if the cleanup ran later, each test here also has a witness: another cleanup
 * on the same object that does run. Cleanups of one object are found by the same sweep, so when the witness has run and the
 * runtime is idle, a cleanup that has not run never will. {@code anUnstoppedCleanupRunsWithTheWitness} is the twin that shows
 * this can fail.
 */
class GoScenariosTest {
    private static final int WANT = 97531;

    private final CleanupRuntime runtime =
            CleanupRuntime.builder().name("go-scenarios").build();
    private final BlockingQueue<Integer> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void testCleanup_runsWithItsArgument() throws Exception {
        addToDeadObject(WANT);
        Gc.once();
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo(WANT);
    }

    @Test
    void testCleanupMultiple_threeOnOneObject() throws Exception {
        addToDeadObject(1, 2, 3);
        Gc.once();
        assertThat(List.of(take(), take(), take())).containsExactlyInAnyOrder(1, 2, 3);
    }

    /** Java has no pointers into objects. The nearest case: an outer object and its contents die together. */
    @Test
    void testCleanupInteriorPointer_threePartsOfOneObject() throws Exception {
        addToParts();
        Gc.once();
        assertThat(List.of(take(), take(), take())).containsOnly(WANT);
    }

    private void addToParts() {
        Object[] whole = {new Object(), new Object()};
        runtime.add(whole, ran::add, WANT);
        runtime.add(whole[0], ran::add, WANT);
        runtime.add(whole[1], ran::add, WANT);
    }

    @Test
    void testCleanupZeroSizedStruct_anObjectWithoutFields() throws Exception {
        final class Z {}
        runtime.add(new Z(), ran::add, WANT);
        Gc.once();
        assertThat(take())
                .as("unlike Go's, a Java object without fields has an identity")
                .isEqualTo(WANT);
    }

    @Test
    void testCleanupAfterFinalizer_runsAfterTheFinalizer() throws Exception {
        addToDead(new Finalizable(ran, null), 2);
        Gc.until("the cleanup has run", () -> ran.size() == 2);
        assertThat(List.of(take(), take())).containsExactly(Finalizable.FINALIZED, 2);
    }

    @Test
    void testCleanupAfterFinalizer_waitsForAResurrectedObject() throws Exception {
        ConcurrentLinkedQueue<Object> resurrected = new ConcurrentLinkedQueue<>();
        addToDead(new Finalizable(ran, resurrected), 2);
        Gc.until("finalized", () -> !resurrected.isEmpty());
        assertThat(take()).isEqualTo(Finalizable.FINALIZED);
        reclaim();
        assertThat(ran).as("the object is alive again").isEmpty();

        resurrected.clear();
        Gc.once();
        assertThat(take()).isEqualTo(2);
    }

    @Test
    void testCleanupStop_doesNotRun() {
        addStopped(1);
        reclaim();
        assertThat(ran).containsExactly(WANT);
    }

    @Test
    void testCleanupStopMultiple_onlyTheFirstStopCounts() {
        addStopped(3);
        reclaim();
        assertThat(ran).containsExactly(WANT);
        assertThat(runtime.stats().stopped()).isEqualTo(1);
    }

    @Test
    void anUnstoppedCleanupRunsWithTheWitness() {
        addStopped(0);
        reclaim();
        assertThat(ran).containsExactlyInAnyOrder(1, WANT);
    }

    @Test
    void testCleanupStopinterleavedMultiple_stopsOnlyItsOwn() {
        addInterleaved();
        reclaim();
        assertThat(ran).containsExactly(1, 1, 1);
    }

    @Test
    void testCleanupStopAfterCleanupRuns_changesNothing() throws Exception {
        Cleanup cleanup = addToDeadObject(WANT);
        Gc.once();
        assertThat(take()).isEqualTo(WANT);
        assertThat(cleanup.stop()).isFalse();
        assertThat(runtime.stats().stopped()).isZero();
    }

    /** TestCleanupLost, of the change that fixed the lost wake-up: objects die while others are still being made. */
    @Test
    void testCleanupLost_nothingIsLostWithProcessorsTimesTenThousand() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        int each = 10_000;
        AtomicInteger[] runs = IntStream.range(0, threads * each)
                .mapToObj(i -> new AtomicInteger())
                .toArray(AtomicInteger[]::new);
        List<Thread> adders = IntStream.range(0, threads)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = t * each; i < (t + 1) * each; i++) {
                        runtime.add(new Object(), AtomicInteger::incrementAndGet, runs[i]);
                    }
                }))
                .toList();
        adders.forEach(Thread::start);
        Gc.once();
        for (Thread adder : adders) {
            adder.join();
        }
        Gc.until("all have run", () -> runtime.stats().executed() == runs.length);
        assertThat(runs).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    private int take() throws InterruptedException {
        Integer next = ran.poll(1, TimeUnit.MINUTES);
        assertThat(next).as("a cleanup ran within a minute").isNotNull();
        return next;
    }

    private void reclaim() {
        try {
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the last handle; the object is out of reach on return. */
    private Cleanup addToDeadObject(int... arguments) {
        return addToDead(new Object(), arguments);
    }

    private Cleanup addToDead(Object object, int... arguments) {
        Cleanup last = null;
        for (int argument : arguments) {
            last = runtime.add(object, ran::add, argument);
        }
        return last;
    }

    private void addStopped(int stops) {
        Object object = new Object();
        Cleanup cleanup = runtime.add(object, ran::add, 1);
        runtime.add(object, ran::add, WANT);
        for (int i = 0; i < stops; i++) {
            assertThat(cleanup.stop()).as("stop %s", i).isEqualTo(i == 0);
        }
        Reference.reachabilityFence(object);
    }

    private void addInterleaved() {
        Object object = new Object();
        for (int i = 0; i < 5; i++) {
            boolean stopped = i % 2 == 1;
            Cleanup cleanup = runtime.add(object, ran::add, stopped ? 2 : 1);
            assertThat(stopped && !cleanup.stop()).isFalse();
        }
        Reference.reachabilityFence(object);
    }

    /** Reports its finalization, and may come back to life in it. */
    private static final class Finalizable {
        static final int FINALIZED = -1;

        private final BlockingQueue<Integer> ran;
        private final ConcurrentLinkedQueue<Object> resurrected;

        Finalizable(BlockingQueue<Integer> ran, ConcurrentLinkedQueue<Object> resurrected) {
            this.ran = ran;
            this.resurrected = resurrected;
        }

        @Override
        @Deprecated
        @SuppressWarnings({"removal", "Finalize"})
        protected void finalize() {
            ran.add(FINALIZED);
            if (resurrected != null) {
                resurrected.add(this);
            }
        }
    }
}
