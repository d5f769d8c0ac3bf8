package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sexton.cleanup.Cleanups;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coroutines that nobody closes. The build runs this with site tracking and without. */
class AbandonmentTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;
    private static final boolean TRACK_SITES = Boolean.getBoolean("sexton.cleanup.trackSites");

    private final Reports reports = new Reports();
    private final Logger logger = Logger.getLogger("dev.sexton.coroutine");
    private final AtomicInteger unwound = new AtomicInteger();

    private static final class Reports extends Handler {
        final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Coroutines that other tests have abandoned are reported before this test listens. */
    @BeforeEach
    void listen() throws InterruptedException {
        reclaim();
        logger.addHandler(reports);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(reports);
        logger.setUseParentHandlers(true);
    }

    private final Seq<Integer> naturals = out -> {
        try {
            for (int i = 0; out.yield(i); i++) {}
        } finally {
            unwound.incrementAndGet();
        }
    };

    @Test
    void aDetachedPullIsUnwoundAndItsThreadEnds() throws Exception {
        AtomicReference<Thread> body = new AtomicReference<>();
        advanceOnce(() -> Pull.detached(out -> {
            body.set(Thread.currentThread());
            naturals.push(out);
        }));
        reclaimUntil(() -> unwound.get() == 1);
        body.get().join();
        assertThat(reports.messages).isEmpty();
    }

    @Test
    void aDetachedCoroutineIsUnwound() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        resumeOnce(() -> Coroutine.<Integer, Integer>detached((first, self) -> {
            try {
                return self.yield(first);
            } catch (CoroutineCancelledException e) {
                thrown.set(e);
                throw e;
            }
        }));
        reclaimUntil(() -> thrown.get() != null);
    }

    @Test
    void aConfinedPullIsReportedOnceAndItsFramesAreCollected() throws Exception {
        WeakReference<Object> inFrame = advanceHolding();
        reclaimUntil(() -> inFrame.refersTo(null) && !reports.messages.isEmpty());
        reclaim();
        assertThat(reports.messages).hasSize(1);
        assertThat(reports.messages.peek())
                .contains("abandoned", "detached")
                .contains(TRACK_SITES ? "AbandonmentTest.holding(AbandonmentTest.java:" : "trackSites=true");
        assertThat(unwound).hasValue(CONTINUATIONS ? 0 : 1);
    }

    @Test
    void whatIsClosedEndedOrNeverAdvancedIsNotAbandoned() throws Exception {
        for (Kind kind : Kind.values()) {
            advanceOnce(() -> {
                Pull<Integer> closed = kind.pull(naturals);
                closed.advance();
                closed.close();
                PullRulesTest.drain(kind.pull(out -> out.yield(1)));
                assertThat(kind.pull(naturals)).isNotNull();
                return Seq.of(1, 2, 3).pull();
            });
        }
        assertThat(unwound).hasValue(2);
        advanceOnce(() -> Pull.of(naturals)); // This one is abandoned: its report shows that the sweep has passed all.
        reclaimUntil(() -> !reports.messages.isEmpty());
        assertThat(reports.messages).hasSize(1);
        assertThat(unwound).hasValue(CONTINUATIONS ? 2 : 3);
    }

    /** The usual way to write an iterator class: the body refers to the object that holds the pull. */
    private final class Walker {
        final Pull<Integer> pull = Pull.of(out -> walk(out));

        private void walk(Yield<? super Integer> out) {
            naturals.push(out);
        }
    }

    @Test
    void onContinuationsABodyMayReferToItsOwnPull() throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        WeakReference<Walker> walker = advanceWalker();
        reclaimUntil(() -> walker.refersTo(null) && reports.messages.size() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void aHundredThousandLeaveNoThreadAndNoMemory(Kind kind) throws Exception {
        int count = 100_000;
        List<WeakReference<Thread>> threads = new ArrayList<>();
        reclaim();
        long before = usedMegabytes();
        for (int i = 0; i < count; i++) {
            advanceOnce(() -> kind.pull(rememberingItsThread(threads)));
        }
        boolean unwinds = kind == Kind.DETACHED || !CONTINUATIONS;
        reclaimUntil(() -> unwound.get() == (unwinds ? count : 0)
                && reports.messages.size() == (kind == Kind.CONFINED ? count : 0));
        reclaimUntil(() -> threads.stream().allMatch(thread -> thread.refersTo(null)));
        assertThat(threads).hasSize(unwinds ? count : 0);
        threads.clear();
        reports.messages.clear();
        reclaim();
        assertThat(usedMegabytes() - before).isLessThan(60);
    }

    /** A thread that has not ended is not collected, so the test above would see it. */
    @Test
    void theThreadOfASuspendedBodyIsNotCollected() throws Exception {
        List<WeakReference<Thread>> threads = new ArrayList<>();
        try (Pull<Integer> pull = Pull.detached(rememberingItsThread(threads))) {
            pull.advance();
            reclaim();
            assertThat(threads.get(0).refersTo(null)).isFalse();
        }
    }

    private Seq<Integer> rememberingItsThread(List<WeakReference<Thread>> threads) {
        return out -> {
            if (Thread.currentThread().getName().equals("sexton-coroutine")) {
                threads.add(new WeakReference<>(Thread.currentThread()));
            }
            naturals.push(out);
        };
    }

    /* Frames of their own, so that nothing stays in a local variable or on the operand stack of the test. */

    private static void advanceOnce(Supplier<Pull<Integer>> pull) {
        assertThat(pull.get().advance()).isTrue();
    }

    private static void resumeOnce(Supplier<Coroutine<Integer, Integer>> coroutine) {
        assertThat(coroutine.get().resume(1)).isTrue();
    }

    private WeakReference<Object> advanceHolding() {
        AtomicReference<WeakReference<Object>> inFrame = new AtomicReference<>();
        advanceOnce(() -> holding(inFrame));
        return inFrame.get();
    }

    private Pull<Integer> holding(AtomicReference<WeakReference<Object>> inFrame) {
        return Pull.of(out -> {
            List<Object> local = new ArrayList<>();
            inFrame.set(new WeakReference<>(local));
            naturals.push(out);
            local.add("used after the yield");
        });
    }

    private WeakReference<Walker> advanceWalker() {
        Walker walker = new Walker();
        assertThat(walker.pull.advance()).isTrue();
        return new WeakReference<>(walker);
    }

    /** Reclaims until the condition holds; the time limit of the test is the deadline. */
    private void reclaimUntil(BooleanSupplier done) {
        try {
            while (!done.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(
                            "by the time limit; a collection that is quick does not wait for it");
                }
                reclaim();
            }
        } catch (InterruptedException timeLimit) {
            throw new AssertionError(
                    "unwound: " + unwound + ", reports: " + reports.messages.size() + ", the first: "
                            + reports.messages.peek() + ", cleanups: "
                            + Cleanups.runtime().stats(),
                    timeLimit);
        }
    }

    private static void reclaim() throws InterruptedException {
        Cleanups.runtime().reclaim(Duration.ofSeconds(60));
    }

    private static long usedMegabytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
