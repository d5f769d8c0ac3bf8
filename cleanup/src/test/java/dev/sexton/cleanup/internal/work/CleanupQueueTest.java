package dev.sexton.cleanup.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.slots.LongSpecial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The sleep/wake protocol, taken through its windows step by step. */
class CleanupQueueTest {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void whatIsPushedIsTakenOnceEach() {
        CleanupQueue queue = new CleanupQueue(1);
        List<CleanupBlock> pushed = List.of(block(), block(), block());
        pushed.forEach(queue::push);
        List<CleanupBlock> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(queue.dequeue(new Parker(), 0));
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(pushed);
        assertThat(queue.hasWork()).isFalse();
        assertThat(queue.tryTakeWork()).as("never below zero").isFalse();
    }

    /** golang/go #73642: work that comes after the first look and before the worker counts as asleep. */
    @Test
    void workThatComesBetweenTheFirstLookAndTheSleepIsNotMissed() {
        WorkInTheWindow queue = new WorkInTheWindow(true);
        assertThat(queue.dequeue(new Parker(), SHORT)).isSameAs(queue.late);
        assertThat(queue.asleep()).as("else a later wake counts on it").isZero();
    }

    @Test
    void workThatComesBetweenTheFirstLookAndTheSleepIsMissedWithoutTheSecondLook() {
        WorkInTheWindow queue = new WorkInTheWindow(false);
        assertThat(queue.dequeue(new Parker(), SHORT)).isNull();
        assertThat(queue.hasWork()).as("left lying").isTrue();
    }

    /** Pushes a block right after a worker has found nothing, and asks for a wake as the sweeper does. */
    private static final class WorkInTheWindow extends CleanupQueue {
        final CleanupBlock late = block();
        private final boolean secondLook;
        private boolean came;

        WorkInTheWindow(boolean secondLook) {
            super(0); // no worker may be started to cover up the loss
            this.secondLook = secondLook;
        }

        @Override
        boolean tryTakeWork() {
            boolean taken = super.tryTakeWork();
            if (!taken && !came) {
                came = true;
                push(late);
                assertThat(needsWake())
                        .as("nobody is asleep, as far as the pusher can see")
                        .isFalse();
            }
            return taken;
        }

        @Override
        boolean workHasCome() {
            return secondLook && super.workHasCome();
        }
    }

    @Test
    void aSleeperIsWokenByAPush() throws Exception {
        CleanupQueue queue = new CleanupQueue(1);
        assertThat(startWorker(queue)).isEqualTo(1);
        CompletableFuture<CleanupBlock> got = new CompletableFuture<>();
        Thread worker = new Thread(() -> got.complete(queue.dequeue(new Parker(), MINUTE)));
        worker.start();
        EngineFixture.until("asleep", () -> queue.asleep() == 1);
        CleanupBlock block = block();
        queue.push(block);
        assertThat(queue.needsWake()).isTrue();
        assertThat(queue.wake()).as("nobody is to be started besides").isZero();
        assertThat(got.get(1, TimeUnit.MINUTES)).isSameAs(block);
        assertThat(queue.asleep()).isZero();
        worker.join();
    }

    /** One that is woken for nothing counts itself asleep again: then a later wake counts on one sleeper too many. */
    @Test
    void asManySleepersAreWokenAsThereAreBlocksAndNobodyIsStartedInTheirPlace() throws Exception {
        CleanupQueue queue = new CleanupQueue(3);
        AtomicInteger woken = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        assertThat(startWorker(queue)).isEqualTo(1);
        assertThat(startWorker(queue)).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThat(queue.awake()).isEqualTo(2 - i);
            Parker parker = new Parker() {
                @Override
                void unpark() {
                    woken.incrementAndGet();
                    super.unpark();
                }
            };
            Thread worker = new Thread(() -> queue.dequeue(parker, MINUTE));
            workers.add(worker);
            worker.start();
            int asleep = i + 1;
            EngineFixture.until("asleep", () -> queue.asleep() == asleep);
        }
        assertThat(queue.awake()).isZero();
        for (int i = 1; i <= 2; i++) {
            queue.push(block());
            assertThat(queue.wake()).as("to be started, a place being free").isZero();
            assertThat(woken).hasValue(i);
            EngineFixture.until("taken", () -> !queue.hasWork());
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    /** Reserves a worker's place by giving it something to do, and takes that away again. */
    private static int startWorker(CleanupQueue queue) {
        queue.push(block());
        int started = queue.wake();
        assertThat(queue.dequeue(new Parker(), 0)).isNotNull();
        return started;
    }

    @Test
    void aWorkerThatSleptForTheIdleTimeoutEndsAndItsPlaceIsFree() {
        CleanupQueue queue = new CleanupQueue(1);
        assertThat(startWorker(queue)).isEqualTo(1);
        assertThat(queue.dequeue(new Parker(), SHORT)).isNull();
        assertThat(queue.asleep()).isZero();
        queue.push(block());
        assertThat(queue.needsWake()).isTrue();
        assertThat(queue.wake()).as("a new one is to be started").isEqualTo(1);
    }

    /** A worker times out while a waker has already taken it off the list: the permit is on its way and must be consumed. */
    @Test
    void aWakeThatCrossesATimeOutIsNotLost() {
        CleanupQueue queue = new CleanupQueue(1);
        assertThat(startWorker(queue)).isEqualTo(1);
        CleanupBlock block = block();
        Parker timesOutAsItIsWoken = new Parker() {
            private boolean first = true;

            @Override
            boolean park(long nanos) {
                if (first) {
                    first = false;
                    queue.push(block);
                    assertThat(queue.wake()).isZero();
                    return false; // although the permit was granted by now
                }
                return super.park(nanos);
            }
        };
        assertThat(queue.dequeue(timesOutAsItIsWoken, MINUTE)).isSameAs(block);
        assertThat(timesOutAsItIsWoken.park(0)).as("the permit was consumed").isFalse();
    }

    /** A pusher that looks while the only worker ends must see either a sleeper or a free place. */
    @Test
    void aPusherThatLooksWhileTheOnlyWorkerEndsIsNotTurnedAway() throws Exception {
        for (int round = 0; round < 20_000; round++) {
            CleanupQueue queue = new CleanupQueue(1);
            assertThat(startWorker(queue)).isEqualTo(1);
            CompletableFuture<CleanupBlock> got = new CompletableFuture<>();
            Thread worker = new Thread(() -> got.complete(queue.dequeue(new Parker(), 0)));
            worker.start();
            CleanupBlock block = block();
            queue.push(block);
            int started = queue.needsWake() ? queue.wake() : 0;
            worker.join();
            assertThat(got.get() == block || started == 1)
                    .as("round %s: done by the worker, or by a new one", round)
                    .isTrue();
        }
    }

    @Test
    void wakeAsksForAsManyWorkersAsThereAreBlocksUpToTheLimit() {
        CleanupQueue queue = new CleanupQueue(3);
        queue.push(block());
        queue.push(block());
        assertThat(queue.wake()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            queue.push(block());
        }
        assertThat(queue.wake()).isEqualTo(1);
        assertThat(queue.needsWake()).isFalse();
        queue.notStarted(1);
        assertThat(queue.needsWake()).isTrue();
    }

    @Test
    void aRaisedLimitGoesBackAsWorkersEnd() {
        CleanupQueue queue = new CleanupQueue(1);
        assertThat(startWorker(queue)).isEqualTo(1);
        queue.raiseLimit(1, 2);
        queue.raiseLimit(1, 2);
        assertThat(startWorker(queue)).as("one more, not two").isEqualTo(1);
        assertThat(startWorker(queue)).isZero();
        assertThat(queue.dequeue(new Parker(), 0)).isNull();
        assertThat(startWorker(queue)).as("the raised place is gone").isZero();
    }

    @Test
    void afterCloseWorkIsDrainedAndWorkersEnd() {
        CleanupQueue queue = new CleanupQueue(1);
        CleanupBlock block = block();
        queue.push(block);
        assertThat(queue.wake()).isEqualTo(1);
        queue.close();
        assertThat(queue.dequeue(new Parker(), MINUTE)).isSameAs(block);
        assertThat(queue.dequeue(new Parker(), MINUTE)).isNull();
    }

    private static CleanupBlock block() {
        CleanupBlock block = new CleanupBlock(1);
        block.add(new LongSpecial(new Object(), argument -> {}, 0));
        return block;
    }
}
