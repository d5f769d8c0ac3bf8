package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deep stacks, locks, class initializers, busy carriers: no wait for ever, never both sides at once, no crash. */
@Timeout(60)
class SurvivalTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;

    // ---- deep stacks

    /** A body that is too deep fails in the advance that it is in; otherwise all its values come. */
    @ParameterizedTest
    @EnumSource
    void aDeepBodyYieldsOrFailsInTheSameAdvance(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            for (int depth : new int[] {1_000, 2_500, 4_000, 6_000, 9_000, 12_000, 100_000}) {
                AtomicInteger running = new AtomicInteger();
                threads.run(() -> {
                    Pull<Integer> pull = kind.pull(out -> descend(depth, () -> {
                        out.yield(1);
                        out.yield(2);
                    }));
                    List<Integer> values = new ArrayList<>();
                    Throwable thrown = catchThrowable(() -> {
                        while (pull.advance()) {
                            running.incrementAndGet();
                            values.add(pull.value());
                        }
                    });
                    if (thrown == null) {
                        assertThat(values).containsExactly(1, 2);
                    } else {
                        assertThat(thrown).isInstanceOf(StackOverflowError.class);
                        assertThat(pull.advance()).isFalse();
                    }
                });
            }
        }
    }

    /** On a thread of its own the body is as deep as it likes. */
    @ParameterizedTest
    @EnumSource
    void aBodyOnAThreadYieldsAsDeepAsItCanBePushed(Threads threads) throws Exception {
        int depth = threads.call(SurvivalTest::depthOfAPush) / 2;
        assertThat(depth).isGreaterThan(2_000);
        threads.run(() -> {
            Pull<Integer> pull = Pull.detached(out -> descend(depth, () -> {
                out.yield(1);
                out.yield(2);
            }));
            assertThat(PullRulesTest.drain(pull)).containsExactly(1, 2);
        });
    }

    private static int depthOfAPush() {
        int[] depth = {0};
        assertThat(catchThrowable(() -> descendForEver(depth))).isInstanceOf(StackOverflowError.class);
        return depth[0];
    }

    @SuppressWarnings("InfiniteRecursion") // On purpose.
    private static void descendForEver(int[] depth) {
        depth[0]++;
        descendForEver(depth);
    }

    private static void descend(int depth, Runnable bottom) {
        if (depth > 0) {
            descend(depth - 1, bottom);
        } else {
            bottom.run();
        }
    }

    /** The consumer's own stack may be too deep for it to wait. Then it fails before the body runs, or waits all the same. */
    @ParameterizedTest
    @EnumSource
    void aDeepConsumerGetsItsValuesOrNothingHasHappened(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                AtomicInteger pushed = new AtomicInteger();
                Pull<Integer> pull = kind.pull(out -> {
                    while (out.yield(pushed.incrementAndGet())) {}
                });
                assertThat(pull.next()).isEqualTo(1);
                List<Integer> pulled = new ArrayList<>(List.of(1));
                for (int depth = 1_000; depth < 20_000; depth += 1_000) {
                    int levels = depth;
                    Throwable thrown = catchThrowable(() -> descend(levels, () -> pulled.add(pull.next())));
                    assertThat(thrown).isIn(null, thrown instanceof StackOverflowError ? thrown : null);
                }
                pulled.add(pull.next());
                assertThat(pulled).doesNotHaveDuplicates().hasSize(pushed.get());
                pull.close();
            });
        }
    }

    // ---- locks

    private final ReentrantLock lock = new ReentrantLock();

    private void takeLock() {
        lock.lock();
        try {
            assertThat(lock.isHeldByCurrentThread()).isTrue();
        } finally {
            lock.unlock();
        }
    }

    private synchronized void synchronizedYield(Yield<? super Integer> out) {
        out.yield(1);
    }

    /** Either the body gets it, being on the same thread, or the wait ends with an exception that names everything. */
    @ParameterizedTest
    @EnumSource
    void aBodyThatNeedsItsConsumersMonitorEndsTheWait(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> synchronizedYield(out));
        synchronized (this) {
            assertGetsOrIsTold(kind, pull, getClass().getName() + "@");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatNeedsItsConsumersLockEndsTheWait(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            takeLock();
            out.yield(1);
        });
        lock.lock();
        try {
            assertGetsOrIsTold(kind, pull, "ReentrantLock$NonfairSync@");
        } finally {
            lock.unlock();
        }
    }

    /** From the second value on as well, and from inside another body. */
    @ParameterizedTest
    @EnumSource
    void anInnerBodyThatNeedsTheOuterConsumersMonitorEndsTheWait(Kind kind) {
        Object monitor = new Object();
        Pull<Integer> pull = kind.pull(out -> {
            out.yield(0);
            Pull<Integer> inner = kind.pull(innerOut -> {
                synchronized (monitor) {
                    innerOut.yield(1);
                }
            });
            out.yield(inner.next());
        });
        assertThat(pull.next()).isEqualTo(0);
        synchronized (monitor) {
            assertGetsOrIsTold(kind, pull, "java.lang.Object@");
        }
    }

    /** Two consumers, each of which holds what the other's body needs. */
    @ParameterizedTest
    @EnumSource
    void twoConsumersInACircleAreTold(Kind kind) throws Exception {
        assumeThat(CONTINUATIONS && kind == Kind.CONFINED)
                .as("two threads without coroutines would be in a deadlock as well")
                .isFalse();
        Object[] monitors = {new Object(), new Object()};
        CountDownLatch bothHold = new CountDownLatch(2);
        List<FutureTask<Throwable>> tasks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Object own = monitors[i];
            Object others = monitors[1 - i];
            tasks.add(Threads.PLATFORM.start(() -> catchThrowable(() -> {
                synchronized (own) {
                    Pull<Integer> pull = kind.pull(out -> {
                        bothHold.countDown();
                        ThreadingTest.await(bothHold);
                        synchronized (others) {
                            out.yield(1);
                        }
                    });
                    pull.advance();
                }
            })));
        }
        List<Throwable> thrown = Arrays.asList(tasks.get(0).get(), tasks.get(1).get());
        assertThat(thrown)
                .anySatisfy(t -> assertThat(t)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("java.lang.Object@")
                        .hasMessageContaining("test-platform"));
    }

    /** The twin: who merely waits for long, or for another thread that goes on, is left alone. */
    @ParameterizedTest
    @EnumSource
    void aBodyThatWaitsForALockOfAnotherThreadIsWaitedFor(Kind kind) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FutureTask<Void> holder = Threads.PLATFORM.start(() -> {
            lock.lock();
            try {
                held.countDown();
                release.await();
            } finally {
                lock.unlock();
            }
            return null;
        });
        held.await();
        AtomicReference<Thread> consumer = new AtomicReference<>();
        FutureTask<Integer> task = Threads.PLATFORM.start(() -> {
            consumer.set(Thread.currentThread());
            return kind.pull((Yield<? super Integer> out) -> {
                        takeLock();
                        out.yield(1);
                    })
                    .next();
        });
        ThreadingTest.awaitWaiting(consumer);
        Thread.sleep(3 * EXAMINED_AFTER_MILLIS); // Not a guess: three examinations must have found nothing.
        assertThat(task.isDone()).isFalse();
        release.countDown();
        assertThat(task.get()).isEqualTo(1);
        holder.get();
    }

    private static final long EXAMINED_AFTER_MILLIS = 1_000;

    private static void assertGetsOrIsTold(Kind kind, Pull<Integer> pull, String lock) {
        if (CONTINUATIONS && kind == Kind.CONFINED) {
            assertThat(pull.next()).isEqualTo(1);
            pull.close();
            return;
        }
        assertThatThrownBy(pull::advance)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(lock)
                .hasMessageContaining("sexton-coroutine")
                .hasMessageContaining("\"" + Thread.currentThread().getName() + "\"")
                .hasMessageContaining("Release it before");
        assertThat(pull.advance()).isFalse();
        pull.close();
    }

    /** The body that was left alone goes on when it gets its lock, is told to end, and hands nothing to anybody. */
    @Test
    void aBodyThatWasLeftAloneIsToldToEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean goOn = new AtomicBoolean(true);
        Pull<Integer> pull = Pull.detached(out -> {
            synchronized (this) {
                goOn.set(out.yield(1));
            }
            ended.countDown();
        });
        synchronized (this) {
            assertThatThrownBy(pull::advance).isInstanceOf(IllegalStateException.class);
        }
        ended.await();
        assertThat(goOn).isFalse();
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
    }

    // ---- class initialization

    /** Pulls a lambda of its own, which another thread may not run before the initializer has ended. */
    private static final class Confined {
        static final Object FOUND = pull(Kind.CONFINED, out -> out.yield(1));
    }

    private static final class Detached {
        static final Object FOUND = pull(Kind.DETACHED, out -> out.yield(1));
    }

    private static Object pull(Kind kind, Seq<Integer> seq) {
        try {
            return kind.pull(seq).next();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    @Test
    void aClassThatPullsItsOwnLambdaWhileItIsInitializedGetsItOrIsTold() {
        if (CONTINUATIONS) {
            assertThat(Confined.FOUND).isEqualTo(1);
        } else {
            assertThat(Confined.FOUND).asString().contains("the initialization of class " + Confined.class.getName());
        }
        assertThat(Detached.FOUND).asString().contains("the initialization of class " + Detached.class.getName());
    }

    // ---- carriers

    /** All carriers compute; a platform thread's body needs none. */
    @ParameterizedTest
    @EnumSource
    void aPlatformThreadAdvancesWhileAllCarriersAreBusy(Kind kind) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", 4);
        AtomicInteger computing = new AtomicInteger();
        List<FutureTask<Void>> busy = new ArrayList<>();
        for (int i = 0; i < carriers; i++) {
            busy.add(Threads.VIRTUAL.start(() -> {
                computing.incrementAndGet();
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
                return null;
            }));
        }
        while (computing.get() < carriers) {
            Threads.lookAgain();
        }
        Pull<Integer> pull = kind.pull(out -> {
            for (int i = 0; out.yield(i); i++) {}
        });
        for (int i = 0; i < 100; i++) {
            assertThat(pull.next()).isEqualTo(i);
        }
        pull.close();
        stop.set(true);
        for (FutureTask<Void> task : busy) {
            task.get();
        }
    }

    /** As many bodies as there are carriers, and more, wait for a monitor: a thread that could release it finds a carrier. */
    @ParameterizedTest
    @EnumSource
    void bodiesThatWaitForAMonitorKeepNoCarriers(Kind kind) throws Exception {
        Object monitor = new Object();
        AtomicBoolean go = new AtomicBoolean();
        List<FutureTask<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(Threads.VIRTUAL.start(() -> kind.pull((Yield<? super Integer> out) -> {
                        synchronized (monitor) {
                            while (!go.get()) {
                                await(monitor);
                            }
                        }
                        out.yield(1);
                    })
                    .next()));
        }
        Threads.VIRTUAL.run(() -> {
            synchronized (monitor) {
                go.set(true);
                monitor.notifyAll();
            }
        });
        for (FutureTask<Integer> task : waiting) {
            assertThat(task.get()).isEqualTo(1);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // The callers loop.
    private static void await(Object monitor) {
        try {
            monitor.wait();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** On JDK 25.0.3 a trace from outside crashes the JVM if a continuation runs inside the virtual thread. */
    @ParameterizedTest
    @EnumSource
    void aTraceFromOutsideOfAnAdvancingVirtualThreadIsHarmless(Kind kind) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Thread> consumer = new AtomicReference<>();
        FutureTask<Void> task = Threads.VIRTUAL.start(() -> {
            consumer.set(Thread.currentThread());
            try (Pull<Integer> pull = kind.pull(out -> {
                for (int i = 0; out.yield(i); i++) {}
            })) {
                while (!stop.get()) {
                    pull.advance();
                }
            }
            return null;
        });
        while (consumer.get() == null) {
            Threads.lookAgain();
        }
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int frames = 0;
        while (System.nanoTime() < end) {
            frames += consumer.get().getStackTrace().length;
        }
        stop.set(true);
        task.get();
        assertThat(frames).isPositive();
    }

    // ---- what comes out

    /** The trace of a body's exception shows the call of the consumer that failed. */
    @ParameterizedTest
    @EnumSource
    void anExceptionShowsWhichAdvanceFailed(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                Pull<Integer> pull = kind.pull(out -> fail());
                assertThatThrownBy(() -> advanceForATrace(pull))
                        .satisfies(
                                t -> assertThat(Arrays.stream(t.getStackTrace()).map(StackTraceElement::getMethodName))
                                        .containsSubsequence("fail", "advanceForATrace"));
            });
        }
    }

    private static void advanceForATrace(Pull<Integer> pull) {
        pull.advance();
    }

    private static void fail() {
        throw new IllegalArgumentException("on purpose");
    }

    @ParameterizedTest
    @EnumSource
    void theContextClassLoaderIsTheConsumersAtEachAdvance(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                List<ClassLoader> seen = new ArrayList<>();
                ClassLoader before = Thread.currentThread().getContextClassLoader();
                try (Pull<Integer> pull = kind.pull(out -> {
                    do {
                        seen.add(Thread.currentThread().getContextClassLoader());
                    } while (out.yield(1));
                })) {
                    List<ClassLoader> set = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        ClassLoader loader = new ClassLoader(before) {};
                        set.add(loader);
                        Thread.currentThread().setContextClassLoader(loader);
                        pull.advance();
                    }
                    assertThat(seen).isEqualTo(set);
                } finally {
                    Thread.currentThread().setContextClassLoader(before);
                }
            });
        }
    }

    // ---- who may close

    /** Of each kind of source, with a coroutine and without. */
    private static List<Supplier<Pull<Integer>>> pulls(Seq<Integer> seq) {
        return List.of(
                () -> Pull.of(seq),
                () -> Pull.detached(seq),
                () -> Pull.readAhead(seq, 4),
                () -> seq.map(i -> i).pull(),
                () -> seq.concat(seq).pull(),
                () -> Seq.of(1, 2).pull(),
                () -> Seq.of(List.of(1, 2)).pull(),
                () -> Seq.of(List.of(1, 2).stream()).pull(),
                () -> Seq.of(1, 2).filter(i -> true).pull());
    }

    /** To close what was never advanced takes no possession of it. */
    @Test
    void aPullThatOneThreadClosedIsClosedForAnother() throws Exception {
        for (Supplier<Pull<Integer>> maker : pulls(out -> out.yield(1))) {
            Pull<Integer> pull = maker.get();
            Threads.PLATFORM.run(pull::close);
            assertThat(pull.advance()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPullWhoseThreadHasEndedMayBeClosedByAnyone(Threads threads) throws Exception {
        AtomicInteger running = new AtomicInteger();
        Seq<Integer> seq = out -> {
            running.incrementAndGet();
            try {
                while (out.yield(1)) {}
            } finally {
                running.decrementAndGet();
            }
        };
        for (Supplier<Pull<Integer>> maker : pulls(seq)) {
            Pull<Integer> pull = maker.get();
            AtomicReference<Thread> owner = new AtomicReference<>();
            threads.run(() -> {
                owner.set(Thread.currentThread());
                pull.advance();
            });
            owner.get().join();
            pull.close();
            assertThat(running).hasValue(0);
            assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        }
    }

    /** The twin: while the thread lives, nobody else may. */
    @Test
    void aPullWhoseThreadLivesMayNotBeClosedByAnother() {
        Pull<Integer> pull = Pull.of(out -> {
            while (out.yield(1)) {}
        });
        pull.advance();
        assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("confined");
        pull.close();
    }
}
