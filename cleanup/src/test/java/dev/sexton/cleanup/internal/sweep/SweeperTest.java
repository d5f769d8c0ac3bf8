package dev.sexton.cleanup.internal.sweep;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.CapturedLog;
import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.RecordingFactory;
import dev.sexton.cleanup.internal.Settings;
import dev.sexton.cleanup.internal.gc.Collected;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.gc.GcCycle;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The sweeper and its thread, with a collector that collects when the test says so. */
class SweeperTest {
    private final FakeCycle cycle = new FakeCycle();
    /** The referents of the specials; they must not die before the test kills them. */
    private final Object alive = new Object();

    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void aCollectionLeadsToASweepThatFindsTheDead() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), cycle);
        Cleanup dies = engine.add(alive, ran::add, "dies");
        engine.add(alive, ran::add, "lives");
        FakeCycle.kill(dies);
        EngineFixture.until("swept", () -> {
            cycle.collectionEnds();
            return engine.figures().cleanups().executed() > 0;
        });
        assertThat(ran).containsExactly("dies");
        assertThat(engine.figures().cleanups().live()).isEqualTo(1);
        engine.close();
    }

    /**
     * A collection that ends while a sweep is under way clears specials behind the sweep's back. Arming before the sweep makes
     * it count; a sweeper that arms afterwards loses it, and without a backstop its specials wait forever.
     */
    @Test
    void aCollectionDuringASweepIsFollowedByAnotherSweep() throws Exception {
        assertThat(new MidSweepCollection(true).isFoundWithoutAnotherCollection())
                .isTrue();
    }

    @Test
    void aCollectionDuringASweepIsLostByASweeperThatArmsAfterwards() throws Exception {
        assertThat(new MidSweepCollection(false).isFoundWithoutAnotherCollection())
                .isFalse();
    }

    /** Drives the sweeper by hand, turn by turn, in the test's own thread. */
    private final class MidSweepCollection {
        private final Counts counts = new Counts();
        private final SpanRegistry registry = new SpanRegistry(counts);
        private final WorkerPool pool = EngineFixture.pool(EngineFixture.settings());
        private final Sweeper sweeper;
        private final Special passed = new ObjectSpecial<>(alive, ran::add, "passed");

        MidSweepCollection(boolean armBeforeSweep) throws Exception {
            GcCycle armedTooLate = new Impatient(cycle) {
                @Override
                public void arm() {
                    // Left to what comes after the sweep.
                }

                @Override
                public void hurry(boolean worthwhile) {
                    super.arm();
                }
            };
            sweeper = sweeper(
                    EngineFixture.settings(),
                    registry,
                    pool,
                    armBeforeSweep ? new Impatient(cycle) : armedTooLate,
                    counts,
                    this::diesLate);
            registry.add(passed);
            registry.add(new ObjectSpecial<>(alive, ran::add, "behind it"));
        }

        private boolean diesLate(Special special) {
            boolean dead = special.isDead();
            if (special != passed) {
                // The sweep has passed `passed`, which is the first in the span. Now it dies.
                FakeCycle.kill(passed);
                cycle.collectionEnds();
            }
            return dead;
        }

        boolean isFoundWithoutAnotherCollection() throws Exception {
            sweeper.step(); // the first turn sweeps, and meanwhile there is a collection
            assertThat(sweeper.times().begun()).isEqualTo(1);
            sweeper.step(); // the second sweeps if that one counted
            pool.drain(Long.MAX_VALUE, counts);
            return counts.queuedSoFar() == 1;
        }
    }

    private static class ForwardingCycle implements GcCycle {
        private final GcCycle to;

        ForwardingCycle(GcCycle to) {
            this.to = to;
        }

        @Override
        public void arm() {
            to.arm();
        }

        @Override
        public Collected await(long nanos) throws InterruptedException {
            return to.await(nanos);
        }

        @Override
        public boolean collect(long nanos) throws InterruptedException {
            return to.collect(nanos);
        }

        @Override
        public int collections() {
            return to.collections();
        }

        @Override
        public void hurry(boolean worthwhile) {
            to.hurry(worthwhile);
        }

        @Override
        public void interrupt() {
            to.interrupt();
        }

        @Override
        public boolean isNever() {
            return to.isNever();
        }
    }

    /** Waits for nothing. */
    private static class Impatient extends ForwardingCycle {
        Impatient(GcCycle to) {
            super(to);
        }

        @Override
        public Collected await(long nanos) throws InterruptedException {
            return super.await(0);
        }
    }

    private static Sweeper sweeper(
            Settings settings, SpanRegistry registry, WorkerPool pool, GcCycle cycle, Counts counts) {
        return sweeper(settings, registry, pool, cycle, counts, Special::isDead);
    }

    private static Sweeper sweeper(
            Settings settings,
            SpanRegistry registry,
            WorkerPool pool,
            GcCycle cycle,
            Counts counts,
            Predicate<Special> isDead) {
        return new Sweeper(EngineFixture.sweeper(settings), registry, pool, cycle, counts, Management.NONE, isDead);
    }

    @Test
    void anAddDuringASweepIsFoundByTheNext() throws Exception {
        Counts counts = new Counts();
        SpanRegistry registry = new SpanRegistry(counts);
        WorkerPool pool = EngineFixture.pool(EngineFixture.settings());
        List<Special> added = new ArrayList<>();
        Sweeper sweeper = sweeper(EngineFixture.settings(), registry, pool, cycle, counts, special -> {
            if (added.isEmpty()) {
                // More than a span's worth, so that there are spans the sweep did not know when it began.
                for (int i = 0; i < 3 * Span.SLOTS; i++) {
                    added.add(new ObjectSpecial<>(alive, ran::add, "late"));
                }
                added.forEach(registry::add);
            }
            return special.isDead();
        });
        registry.add(new ObjectSpecial<>(alive, ran::add, "early"));
        sweeper.sweep();
        assertThat(registry.added(0)).isEqualTo(1 + 3 * Span.SLOTS);
        added.forEach(FakeCycle::kill);
        sweeper.sweep();
        pool.drain(Long.MAX_VALUE, counts);
        assertThat(ran).hasSize(3 * Span.SLOTS).containsOnly("late");
    }

    /** The collection comes after the first add and before the sweeper's thread has armed anything. */
    @Test
    void aCollectionBeforeTheFirstArmingIsNotMissed() throws Exception {
        CountDownLatch mayBegin = new CountDownLatch(1);
        ThreadFactory slow = task -> {
            Thread thread = new Thread(() -> {
                try {
                    mayBegin.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                task.run();
            });
            thread.setDaemon(true);
            return thread;
        };
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, slow, null), cycle);
        FakeCycle.kill(engine.add(alive, ran::add, "early"));
        cycle.collectionEnds();
        mayBegin.countDown();
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("early");
        engine.close();
    }

    /** The adder has seen a running sweeper, and the sweeper has seen that nothing is live: the second look finds it. */
    @Test
    void aSweeperThatIsAboutToEndNoticesAnAdd() {
        assertThat(isOverAfterAnAddMeanwhile(true)).isFalse();
    }

    @Test
    void aSweeperWithNothingLiveEnds() {
        assertThat(isOverAfterAnAddMeanwhile(false)).isTrue();
    }

    private boolean isOverAfterAnAddMeanwhile(boolean adds) {
        AtomicBoolean pending = new AtomicBoolean(adds);
        AtomicReference<Runnable> add = new AtomicReference<>();
        Counts counts = new Counts();
        SpanRegistry registry = new SpanRegistry(counts);
        FakeCycle between = new FakeCycle() {
            @Override
            public void hurry(boolean worthwhile) {
                // After the first look at what is live, and before the second.
                if (pending.getAndSet(false)) {
                    add.get().run();
                }
            }
        };
        // Its thread does nothing: the test calls what the thread would.
        Settings settings = EngineFixture.settings(0, task -> new Thread(() -> {}), null, 1);
        Sweeper sweeper = sweeper(settings, registry, EngineFixture.pool(settings), between, counts);
        sweeper.ensureRunning();
        add.set(() -> {
            registry.add(new ObjectSpecial<>(alive, ran::add, "in between"));
            sweeper.ensureRunning();
        });
        return sweeper.retire();
    }

    /** The JVM's notices refer to the runtime: one that went on listening would never be collected. */
    @Test
    void itIsInAHurryWhileMuchIsLiveAndNotOnceItHasEnded() throws Exception {
        sweeperWithMuchLive(false).step();
        assertThat(cycle.inAHurry).isFalse();
        for (boolean closes : new boolean[] {false, true}) {
            Sweeper sweeper = sweeperWithMuchLive(true);
            sweeper.step();
            assertThat(cycle.inAHurry).isTrue();
            if (closes) {
                sweeper.close(Long.MAX_VALUE);
            }
            assertThat(sweeper.retire()).isTrue();
            assertThat(cycle.inAHurry).as("closed: %s", closes).isFalse();
        }
    }

    /** Driven by hand, and idle at once. */
    private Sweeper sweeperWithMuchLive(boolean muchIsLive) {
        Counts counts = new Counts();
        SpanRegistry registry = new SpanRegistry(counts) {
            @Override
            public boolean isLarge() {
                return muchIsLive;
            }
        };
        Settings settings = EngineFixture.settings(0, null, null, 1);
        return sweeper(settings, registry, EngineFixture.pool(settings), cycle, counts);
    }

    /** Less would be a sweeper that turns in circles, more one that comes too late. */
    @Test
    void itWaitsUntilSomethingHasToBeDone() throws Exception {
        Waiting waiting = new Waiting(MINUTE, 60 * MINUTE);
        Special special = new ObjectSpecial<>(alive, ran::add, "stopped");
        waiting.registry.add(special);
        assertThat(waiting.turn()).as("until the backstop sweep").isBetween(1L, MINUTE);
        assertThat(waiting.sweeper.retire()).as("something is live").isFalse();
        special.stop();
        assertThat(waiting.turn()).as("until the thread may end").isBetween(MINUTE + 1, 60 * MINUTE);
        assertThat(waiting.sweeper.retire()).as("idle, but not for long").isFalse();

        waiting = new Waiting(60 * MINUTE, MINUTE);
        waiting.registry.add(special);
        assertThat(waiting.turn()).as("to see whether it is still live").isEqualTo(MINUTE);
    }

    @Test
    void itLooksAfterWorkersThatNeedItEvenWhenItIsClosed() throws Exception {
        Waiting waiting = new Waiting(60 * MINUTE, 60 * MINUTE);
        waiting.stuck = true;
        assertThat(waiting.turn()).isEqualTo(WorkerPool.WATCH_INTERVAL);
        waiting.sweeper.close(Long.MAX_VALUE);
        assertThat(waiting.sweeper.retire()).isFalse();
        waiting.sweeper.step();
        assertThat(waiting.watched).isEqualTo(2);
        waiting.stuck = false;
        assertThat(waiting.sweeper.retire()).isTrue();
    }

    /** A leak that was held back is reported when its time has come, whether or not a worker has anything else to do by then. */
    @Test
    void itSeesToItThatLeaksAreReported() throws Exception {
        Waiting waiting = new Waiting(60 * MINUTE, MINUTE);
        waiting.turn();
        assertThat(waiting.askedForReports).isEqualTo(1);
        waiting.hasPendingLeaks = true;
        assertThat(waiting.sweeper.retire()).isFalse();
    }

    /** Driven by hand; says how long it would have waited. */
    private final class Waiting {
        private final Counts counts = new Counts();
        private final SpanRegistry registry = new SpanRegistry(counts);
        private final Sweeper sweeper;
        private boolean stuck;
        private boolean hasPendingLeaks;
        private int watched;
        private int askedForReports;
        private long waited;

        Waiting(long sweepInterval, long idleTimeout) {
            Settings settings = new Settings("test", 0, null, null, sweepInterval, idleTimeout, 0, 0, null);
            WorkerPool pool = new WorkerPool(EngineFixture.workers(settings), EngineFixture.NO_OBSERVER) {
                @Override
                public synchronized boolean needsWatching() {
                    return stuck;
                }

                @Override
                public synchronized void watch(long now) {
                    watched++;
                }

                @Override
                public boolean hasPendingLeaks() {
                    return hasPendingLeaks;
                }

                @Override
                public void reportLeaks() {
                    askedForReports++;
                }
            };
            GcCycle recording = new ForwardingCycle(cycle) {
                @Override
                public Collected await(long nanos) {
                    waited = nanos;
                    return Collected.NOTHING;
                }
            };
            sweeper = sweeper(settings, registry, pool, recording, counts);
        }

        /** In ns. */
        long turn() throws InterruptedException {
            sweeper.step();
            return waited;
        }
    }

    /** Whatever goes wrong in the sweeper's thread, it stays: nobody would start another. */
    @Test
    void noFailureEndsTheSweeper() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        FakeCycle failing = new FakeCycle() {
            @Override
            public boolean isNever() {
                fail();
                return false;
            }

            @Override
            public synchronized void arm() {
                fail();
                super.arm();
            }

            private void fail() {
                if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("injected");
                }
            }
        };
        try (CapturedLog log = new CapturedLog()) {
            Engine engine = EngineFixture.engine(EngineFixture.settings(), failing);
            FakeCycle.kill(engine.add(alive, ran::add, "in spite of it"));
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("in spite of it");
            assertThat(log.records()).as("told once of failures in a row").hasSize(1);
            engine.close();
        }
    }

    @Test
    void withoutANoticedCollectionTheBackstopSweepFindsTheDead() throws Exception {
        long interval = TimeUnit.MILLISECONDS.toNanos(20);
        Engine engine = EngineFixture.engine(new Settings("test", 0, null, null, interval, MINUTE, 0, 0, null), cycle);
        Cleanup unnoticed = engine.add(new Object(), ran::add, "unnoticed");
        // The first sweep is no backstop: it is made for what may have been collected before the thread was there.
        EngineFixture.until(
                "it has swept once", () -> engine.figures().sweeps().lastEnd().toEpochMilli() > 0);
        FakeCycle.kill(unnoticed);
        assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("unnoticed");
        engine.close();
    }

    /** It is for what no notice was given of, and that may be old. */
    @Test
    void theBackstopSweepLooksAtTheOldAsWell() throws Exception {
        Settings alwaysDue = new Settings("test", 0, null, null, 0, MINUTE, 0, 0, null);
        assertOneSweepFindsWhatDiesAfter(SpanRegistry.OLD_AGE + 1, new AgingSpans(alwaysDue));
    }

    /** A span that was full for this many collections holds old objects only, and a young collection does not find those dead. */
    @Test
    void whatDiesOldIsLeftToTheSweepAfterACollectionOfTheOld() throws Exception {
        AgingSpans spans = new AgingSpans();
        spans.sweepAfterYoungCollections(SpanRegistry.OLD_AGE + 1);
        FakeCycle.kill(spans.first);
        spans.sweepAfterYoungCollections(10);
        assertThat(spans.found()).as("passed over").isZero();
        cycle.collects(Collected.ALL);
        spans.sweepAfterCollection();
        assertThat(spans.found()).isEqualTo(1);
        spans.pool.drain(Long.MAX_VALUE, spans.counts);
    }

    /** The twin: not yet old. */
    @Test
    void whatDiesYoungIsFoundByAnySweep() throws Exception {
        assertOneSweepFindsWhatDiesAfter(SpanRegistry.OLD_AGE - 1, new AgingSpans());
    }

    private static void assertOneSweepFindsWhatDiesAfter(int collections, AgingSpans spans)
            throws InterruptedException {
        spans.sweepAfterYoungCollections(collections);
        FakeCycle.kill(spans.first);
        spans.sweepAfterYoungCollections(1);
        assertThat(spans.found()).isEqualTo(1);
        spans.pool.drain(Long.MAX_VALUE, spans.counts);
    }

    /** Room in an old span is used again, by a young object: which must not be taken for an old one. */
    @Test
    void whatIsAddedToAnOldSpanMakesItYoung() throws Exception {
        AgingSpans spans = new AgingSpans();
        for (Special special : spans.all) {
            if (special != spans.first) {
                special.stop();
            }
        }
        spans.sweepAfterYoungCollections(SpanRegistry.OLD_AGE + 1);
        sweepAll(spans); // finds that there is room
        List<Special> young = new ArrayList<>();
        for (int i = 0; i < 3 * Span.SLOTS; i++) {
            young.add(new ObjectSpecial<>(alive, ran::add, "young"));
            spans.registry.add(young.get(i));
        }
        spans.sweepAfterYoungCollections(1);
        young.forEach(FakeCycle::kill);
        spans.sweepAfterYoungCollections(1);
        assertThat(spans.found()).isEqualTo(young.size());
        assertThat(spans.registry.size()).as("the old span was used again").isLessThanOrEqualTo(4);
        spans.pool.drain(Long.MAX_VALUE, spans.counts);
    }

    private void sweepAll(AgingSpans spans) throws InterruptedException {
        cycle.collects(Collected.ALL);
        spans.sweepAfterCollection();
        cycle.collects(Collected.YOUNG);
    }

    /** A full span, and the sweeper driven by hand. */
    private final class AgingSpans {
        private final Counts counts = new Counts();
        private final SpanRegistry registry = new SpanRegistry(counts, 1);
        private final WorkerPool pool = EngineFixture.pool(EngineFixture.settings());
        private final Sweeper sweeper;
        private final List<Special> all = new ArrayList<>();
        private final Special first;

        /** Without a backstop. */
        AgingSpans() throws InterruptedException {
            this(EngineFixture.settings());
        }

        AgingSpans(Settings settings) throws InterruptedException {
            sweeper = sweeper(settings, registry, pool, new Impatient(cycle), counts);
            for (int i = 0; i <= Span.SLOTS; i++) { // one more, so that the first span is left
                all.add(new ObjectSpecial<>(alive, ran::add, "old"));
                registry.add(all.get(i));
            }
            first = all.get(0);
            sweeper.step();
            cycle.collects(Collected.YOUNG);
        }

        void sweepAfterYoungCollections(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                sweepAfterCollection();
            }
        }

        void sweepAfterCollection() throws InterruptedException {
            cycle.collectionEnds();
            sweeper.step(); // notices
            sweeper.step(); // sweeps
        }

        long found() {
            return counts.queuedSoFar();
        }
    }

    @Test
    void theThreadsEndWhenNothingIsLeftToDoAndComeBack() throws Exception {
        RecordingFactory threads = new RecordingFactory();
        long idle = TimeUnit.MILLISECONDS.toNanos(20);
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null, idle), cycle);
        for (int round = 0; round < 2; round++) {
            Cleanup stopped = engine.add(alive, ran::add, "stopped");
            FakeCycle.kill(engine.add(new Object(), ran::add, "ran " + round));
            assertThat(engine.reclaim(MINUTE)).isTrue();
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("ran " + round);
            assertThat(engine.figures().cleanups().executed()).isEqualTo(round + 1);
            assertThat(threads.anyAlive()).as("something is live").isTrue();
            stopped.stop();
            threads.joinAll();
            assertThat(engine.figures().workers().existing()).isZero();
        }
        assertThat(threads.made).as("a sweeper and a worker each round").hasValue(4);
    }

    @Test
    void aFailedStartOfTheSweeperRegistersNothing() throws Exception {
        RecordingFactory threads = new RecordingFactory();
        Engine engine = EngineFixture.engine(EngineFixture.settings(0, threads, null), cycle);
        threads.failures.set(1);
        assertThatThrownBy(() -> engine.add(new Object(), ran::add, "never"))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("unable to create native thread");
        assertThat(engine.figures().cleanups().live()).isZero();

        FakeCycle.kill(engine.add(new Object(), ran::add, "once there are threads again"));
        engine.reclaim(MINUTE);
        assertThat(ran).containsExactly("once there are threads again");
        engine.close();
    }

    @Test
    void aWorkerThatCouldNotBeStartedIsTriedAgain() throws Exception {
        RecordingFactory threads = new RecordingFactory();
        // One place, so that it is tried again only if the place of the one that failed was given back.
        Engine engine = EngineFixture.engine(EngineFixture.settings(1, threads, null), cycle);
        try (CapturedLog log = new CapturedLog()) {
            Cleanup cleanup = engine.add(alive, ran::add, "late, not lost");
            threads.failures.set(3);
            FakeCycle.kill(cleanup);
            assertThat(engine.reclaim(MINUTE)).isTrue();
            assertThat(log.records()).as("warned of once").hasSize(1);
        }
        assertThat(threads.failures).hasValue(0);
        assertThat(ran).containsExactly("late, not lost");
        engine.close();
    }
}
