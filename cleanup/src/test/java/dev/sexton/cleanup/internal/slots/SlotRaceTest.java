package dev.sexton.cleanup.internal.slots;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.Engine;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** The thread that takes a special out of its slot owns it: exactly one of stop, clean and death wins, whatever the timing. */
class SlotRaceTest {
    private static final int BATCHES = 100;
    private static final int BATCH = 4_000;

    /** Four hundred thousand cleanups, each raced for by a stop or clean, and by a sweep that finds its object dead. */
    @Test
    void ofStopCleanAndDeathExactlyOneWins() throws Exception {
        Engine engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        Object alive = new Object();
        long stopped = 0;
        long died = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            AtomicIntegerArray wins = new AtomicIntegerArray(BATCH);
            LongConsumer action = i -> wins.incrementAndGet((int) i);
            Cleanup[] cleanups = new Cleanup[BATCH];
            for (int i = 0; i < BATCH; i++) {
                cleanups[i] = engine.add(alive, action, i);
            }
            long queuedBefore = engine.figures().cleanups().queued();
            race(
                    () -> {
                        for (int i = 0; i < BATCH; i++) {
                            if (i % 2 == 0) {
                                cleanups[i].clean();
                            } else if (cleanups[i].stop()) {
                                wins.incrementAndGet(i);
                            }
                        }
                    },
                    () -> {
                        // From the other end, so that the two meet in the middle.
                        for (int i = BATCH - 1; i >= 0; i--) {
                            FakeCycle.kill(cleanups[i]);
                            if (i % 64 == 0) {
                                reclaim(engine);
                            }
                        }
                    });
            reclaim(engine);
            for (int i = 0; i < BATCH; i++) {
                assertThat(wins.get(i)).as("batch %s, cleanup %s", batch, i).isEqualTo(1);
            }
            long queued = engine.figures().cleanups().queued() - queuedBefore;
            died += queued;
            stopped += BATCH - queued;
        }
        // Both sides did win at times, or there was no race.
        assertThat(stopped).isPositive();
        assertThat(died).isPositive();
        assertThat(engine.figures().cleanups().live()).isZero();
        engine.close();
    }

    private static void reclaim(Engine engine) {
        try {
            assertThat(engine.reclaim(MINUTE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One slot, as a span has it, and as it would be without the compare-and-set. */
    private interface Slot {
        boolean take();
    }

    private static final class RealSlot implements Slot {
        private final Special special = new LongSpecial(new Object(), argument -> {}, 0);

        RealSlot() {
            new Span(new Counts()).add(special);
        }

        @Override
        public boolean take() {
            return special.take() != null;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static final class CheckThenAct implements Slot {
        private volatile boolean full = true;

        @Override
        public boolean take() {
            if (!full) {
                return false;
            }
            // Holds the window open a little, on a machine where the two threads seldom run at the same time.
            Thread.yield();
            full = false;
            return true;
        }
    }

    private interface SlotMaker {
        Slot make();
    }

    /** Two threads take from the same thousand slots. Returns how many of them were taken twice. */
    private static long takenTwice(SlotMaker maker) throws Exception {
        Slot[] slots = new Slot[1000];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = maker.make();
        }
        AtomicIntegerArray taken = new AtomicIntegerArray(slots.length);
        Runnable takeAll = () -> {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i].take()) {
                    taken.incrementAndGet(i);
                }
            }
        };
        race(takeAll, takeAll);
        long twice = 0;
        for (int i = 0; i < slots.length; i++) {
            assertThat(taken.get(i)).as("somebody took it").isPositive();
            twice += taken.get(i) - 1;
        }
        return twice;
    }

    @Test
    void aSlotIsTakenOnce() throws Exception {
        for (int batch = 0; batch < 400; batch++) {
            assertThat(takenTwice(RealSlot::new)).isZero();
        }
    }

    @Test
    void aSlotWithoutCompareAndSetIsTakenTwiceNowAndThen() throws Exception {
        long deadline = System.nanoTime() + MINUTE;
        while (takenTwice(CheckThenAct::new) == 0) {
            assertThat(System.nanoTime()).as("no race was lost within a minute").isLessThan(deadline);
        }
    }

    private static void race(Runnable first, Runnable second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Throwable[] failure = new Throwable[1];
        Thread other = new Thread(() -> startTogether(start, second));
        other.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
        other.start();
        startTogether(start, first);
        other.join();
        assertThat(failure[0]).isNull();
    }

    private static void startTogether(CyclicBarrier start, Runnable task) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
        task.run();
    }
}
