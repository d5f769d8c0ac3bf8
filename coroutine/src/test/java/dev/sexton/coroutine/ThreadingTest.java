package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The threads that may advance, close and yield. */
class ThreadingTest {
    private static final Seq<Integer> NATURALS = out -> {
        for (int i = 0; out.yield(i); i++) {}
    };

    @ParameterizedTest
    @EnumSource
    void aConfinedPullRefusesAnotherThreadAndNamesBoth(Threads other) {
        Pull<Integer> pull = Pull.of(NATURALS);
        assertThat(pull.next()).isEqualTo(0);
        for (Threads.Code use : List.<Threads.Code>of(pull::advance, pull::close)) {
            assertThatThrownBy(() -> other.run(use))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Thread.currentThread().toString())
                    .hasMessageContaining(other == Threads.VIRTUAL ? "test-virtual" : "test-platform")
                    .hasMessageContaining("detached");
        }
        assertThat(pull.next()).isEqualTo(1);
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPullWithoutACoroutineIsConfinedAllTheSame(Threads other) {
        for (Pull<Integer> pull :
                List.of(Seq.of(1, 2).pull(), Seq.of(List.of(1, 2)).pull())) {
            assertThat(pull.next()).isEqualTo(1);
            assertThatThrownBy(() -> other.run(pull::advance))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("detached");
            assertThat(pull.next()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theThreadThatAdvancesFirstOwnsIt(Threads owner) throws Exception {
        Pull<Integer> pull = Pull.of(NATURALS);
        owner.run(() -> {
            assertThat(pull.next()).isEqualTo(0);
            assertThat(catchThrowable(() -> Threads.PLATFORM.run(pull::advance)))
                    .isInstanceOf(IllegalStateException.class);
            pull.close();
        });
    }

    @ParameterizedTest
    @EnumSource
    void oneOfManyFirstThreadsBecomesTheOwner(Threads threads) throws Exception {
        for (int round = 0; round < 200; round++) {
            assertThat(successesOfFourAtOnce(threads, Pull.of(NATURALS))).isEqualTo(1);
        }
    }

    /** The same race where several may win, to show that the test above would notice. */
    @ParameterizedTest
    @EnumSource
    void noneOfManyFirstThreadsOwnsADetachedPull(Threads threads) throws Exception {
        int successes = 0;
        while (successes < 2) {
            successes = successesOfFourAtOnce(threads, Pull.detached(NATURALS));
        }
    }

    private static int successesOfFourAtOnce(Threads threads, Pull<Integer> pull) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(4);
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(threads.start(() -> {
                barrier.await();
                try {
                    return pull.advance();
                } catch (IllegalStateException refused) {
                    return false;
                }
            }));
        }
        int successes = 0;
        for (FutureTask<Boolean> task : tasks) {
            successes += task.get() ? 1 : 0;
        }
        return successes;
    }

    @ParameterizedTest
    @EnumSource
    void twoThreadsAtOnceAreRefusedAndTheFirstGoesOn(Threads threads) throws Exception {
        CountDownLatch inBody = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Pull<Integer> pull = Pull.detached(out -> {
            inBody.countDown();
            await(goOn);
            out.yield(1);
            out.yield(2);
        });
        FutureTask<Integer> first = threads.start(pull::next);
        inBody.await();
        for (Threads.Code use : List.<Threads.Code>of(pull::advance, pull::close)) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another thread is advancing");
        }
        goOn.countDown();
        assertThat(first.get()).isEqualTo(1);
        assertThat(pull.next()).isEqualTo(2); // The same call, allowed after the first has returned.
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void aDetachedPullIsHandedFromThreadToThread(Threads threads) throws Exception {
        try (Pull<Integer> pull = Pull.detached(NATURALS)) {
            for (int i = 0; i < 100; i++) {
                int expected = i;
                threads.run(() -> assertThat(pull.next()).isEqualTo(expected));
            }
            assertThat(pull.next()).isEqualTo(100);
        }
    }

    /** A thread that comes at the wrong moment is refused, and that neither repeats nor loses a value. */
    @ParameterizedTest
    @EnumSource
    void racingThreadsAdvanceADetachedPullOnceForEachValue(Threads threads) throws Exception {
        int values = 2_000;
        int refused = 0;
        while (refused == 0) { // A round without a collision proves nothing.
            Pull<Integer> pull = Pull.detached(out -> {
                for (int i = 0; i < values; i++) {
                    assertThat(out.yield(i)).isTrue();
                }
            });
            AtomicInteger refusals = new AtomicInteger();
            assertThat(advancesOfTwoRacing(threads, () -> advanceOrBeRefused(pull, refusals)))
                    .isEqualTo(values);
            refused = refusals.get();
        }
    }

    /** The same race on an iterator that guards nothing, to show that the test above would notice. */
    @ParameterizedTest
    @EnumSource
    void racingThreadsAdvanceAnUnguardedIteratorAnyNumberOfTimes(Threads threads) throws Exception {
        int values = 20_000;
        int advances = values;
        while (advances == values) {
            int[] next = new int[1];
            advances = advancesOfTwoRacing(threads, () -> next[0]++ < values);
        }
    }

    private static int advancesOfTwoRacing(Threads threads, BooleanSupplier advance) throws Exception {
        FutureTask<Integer> other = threads.start(() -> advancesToTheEnd(advance));
        return advancesToTheEnd(advance) + other.get();
    }

    private static int advancesToTheEnd(BooleanSupplier advance) {
        int advances = 0;
        while (advance.getAsBoolean()) {
            advances++;
        }
        return advances;
    }

    private static boolean advanceOrBeRefused(Pull<Integer> pull, AtomicInteger refusals) {
        while (true) {
            try {
                return pull.advance();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("another thread is advancing");
                refusals.incrementAndGet();
            }
        }
    }

    /** A body that blocks releases the carrier: the description of an unmounted virtual thread names no carrier. */
    @ParameterizedTest
    @EnumSource
    void aBodyMayBlockOnAVirtualThread(Kind kind) throws Exception {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        AtomicReference<Thread> consumer = new AtomicReference<>();
        FutureTask<List<Integer>> consuming = Threads.VIRTUAL.start(() -> {
            consumer.set(Thread.currentThread());
            return PullRulesTest.drain(kind.pull(out -> {
                for (int i = take(queue); i >= 0; i = take(queue)) {
                    out.yield(i);
                }
            }));
        });
        for (int i = 10; i >= 0; i--) {
            awaitUnmounted(consumer); // OsThreadTest shows that a pinned thread never is.
            queue.put(i);
        }
        queue.put(-1);
        assertThat(consuming.get()).containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void moreBodiesMayBlockThanThereAreCarriers(Kind kind) throws Exception {
        int threads = 50 * Runtime.getRuntime().availableProcessors();
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int id = i;
            tasks.add(Threads.VIRTUAL.start(() -> kind.pull((Yield<? super Integer> out) -> {
                        await(barrier);
                        out.yield(id);
                    })
                    .next()));
        }
        for (int i = 0; i < threads; i++) {
            assertThat(tasks.get(i).get()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptOfTheConsumerReachesABlockedBody(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch inBody = new CountDownLatch(1);
            AtomicReference<Thread> consumer = new AtomicReference<>();
            FutureTask<String> task = threads.start(() -> {
                consumer.set(Thread.currentThread());
                return kind.pull((Yield<? super String> out) -> {
                                    inBody.countDown();
                                    try {
                                        never.await();
                                    } catch (InterruptedException e) {
                                        out.yield("interrupted "
                                                + Thread.currentThread().isInterrupted());
                                    }
                                })
                                .next()
                        + Thread.currentThread().isInterrupted();
            });
            inBody.await();
            consumer.get().interrupt();
            assertThat(task.get()).isEqualTo("interrupted falsefalse");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theInterruptStatusTravelsWithControl(Kind kind) {
        List<Boolean> inBody = new ArrayList<>();
        Pull<Integer> pull = kind.pull(out -> {
            inBody.add(Thread.interrupted());
            out.yield(1);
            inBody.add(Thread.interrupted());
            Thread.currentThread().interrupt();
            out.yield(2);
            inBody.add(Thread.interrupted());
            Thread.currentThread().interrupt();
        });
        Thread.currentThread().interrupt();
        pull.advance();
        assertThat(Thread.interrupted()).isFalse(); // The body has taken it.
        pull.advance();
        assertThat(Thread.interrupted()).isTrue(); // The body has set it.
        pull.advance();
        assertThat(Thread.interrupted()).isTrue(); // The body ended with it.
        assertThat(inBody).containsExactly(true, false, false);
    }

    private static int take(SynchronousQueue<Integer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUnmounted(AtomicReference<Thread> thread) {
        while (thread.get() == null || !thread.get().toString().endsWith("/waiting")) {
            Threads.lookAgain();
        }
    }

    /** Returns once the thread waits; the test's time limit is the deadline. */
    static void awaitWaiting(AtomicReference<Thread> thread) {
        while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
            Threads.lookAgain();
        }
    }
}
