package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locking beyond Go's scenarios: counting, pinning, and the state after a mismatch. */
class OsThreadTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;

    @AfterEach
    void nothingStaysLocked() {
        assertThat(OsThread.isLocked()).isFalse();
    }

    @Test
    void locksNestAndAnUnlockTooManyDoesNothing() {
        OsThread.unlock();
        OsThread.lock();
        OsThread.lock();
        OsThread.unlock();
        assertThat(OsThread.isLocked()).isTrue();
        OsThread.unlock();
        assertThat(OsThread.isLocked()).isFalse();
        OsThread.unlock();
        assertThat(OsThread.isLocked()).isFalse();
    }

    @Test
    void aLockIsOneThreadsAffair() throws Exception {
        OsThread.lock();
        for (Threads threads : Threads.values()) {
            assertThat(threads.call(OsThread::isLocked)).isFalse();
        }
        OsThread.unlock();
    }

    @Test
    void lockingAVirtualThreadNeedsContinuationsAndSaysSo() throws Exception {
        Throwable thrown = Threads.VIRTUAL.call(() -> catchThrowable(() -> {
            OsThread.lock();
            OsThread.unlock();
        }));
        if (CONTINUATIONS) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
        }
    }

    /** The description of a parked virtual thread names its carrier only if the thread has stayed on it. */
    @Test
    void aLockedVirtualThreadParksOnItsCarrierAndAnUnlockedOneDoesNot() throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        assertThat(descriptionWhileParked(() -> {})).doesNotContain("@");
        assertThat(descriptionWhileParked(OsThread::lock)).contains("@ForkJoinPool");
        assertThat(descriptionWhileParked(() -> {
                    OsThread.lock();
                    OsThread.unlock();
                }))
                .doesNotContain("@");
    }

    private static String descriptionWhileParked(Runnable before) throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicBoolean goOn = new AtomicBoolean();
        FutureTask<Void> task = Threads.VIRTUAL.start(() -> {
            before.run();
            thread.set(Thread.currentThread());
            while (!goOn.get()) {
                LockSupport.park();
            }
            return null;
        });
        ThreadingTest.awaitWaiting(thread);
        String description = thread.get().toString();
        goOn.set(true);
        LockSupport.unpark(thread.get());
        task.get();
        return description;
    }

    /** Many virtual threads contend for the carriers, so a thread that comes back from a wait gets any of them. */
    @Test
    void aLockedVirtualThreadStaysOnItsCarrierWhereAnUnlockedOneMigrates() throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        AtomicBoolean stop = new AtomicBoolean();
        List<FutureTask<Void>> contenders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            contenders.add(Threads.VIRTUAL.start(() -> {
                while (!stop.get()) {
                    LockSupport.parkNanos(1);
                }
                return null;
            }));
        }
        int waits = Threads.VIRTUAL.call(() -> {
            Set<String> carriers = new HashSet<>();
            int wait = 0;
            for (; carriers.size() < 2; wait++) { // The time limit of the test is the bound.
                LockSupport.parkNanos(1);
                carriers.add(carrier());
            }
            return wait;
        });
        Set<String> lockedCarriers = Threads.VIRTUAL.call(() -> {
            Set<String> carriers = new HashSet<>();
            OsThread.lock();
            for (int i = 0; i < 10 * waits + 1_000; i++) {
                LockSupport.parkNanos(1);
                carriers.add(carrier());
            }
            OsThread.unlock();
            return carriers;
        });
        stop.set(true);
        for (FutureTask<Void> contender : contenders) {
            contender.get();
        }
        assertThat(lockedCarriers).hasSize(1);
    }

    private static String carrier() {
        String description = Thread.currentThread().toString();
        return description.substring(description.indexOf('@'));
    }

    @ParameterizedTest
    @EnumSource
    void theMessageTellsWhatWasFoundAndWhatWasExpected(Threads threads) throws Exception {
        assumeThat(CONTINUATIONS || threads == Threads.PLATFORM).isTrue();
        threads.run(() -> {
            Pull<Integer> pull = Pull.of(out -> out.yield(1));
            OsThread.lock();
            OsThread.lock();
            String self = threads == Threads.PLATFORM
                    ? Thread.currentThread().toString()
                    : carrier().substring(1);
            assertThatThrownBy(pull::advance)
                    .isInstanceOf(ThreadLockMismatchException.class)
                    .hasMessageContaining("got thread " + self + ", want any")
                    .hasMessageContaining("got internal lock count 0, want 0")
                    .hasMessageContaining("got external lock count 2, want 0");
            OsThread.unlock();
            OsThread.unlock();
        });
    }

    @Test
    void afterAMismatchThePullGoesOnOnceTheLocksMatch() {
        List<Throwable> inBody = new ArrayList<>();
        Pull<Integer> pull = Pull.of(out -> {
            out.yield(1);
            if (CONTINUATIONS) {
                OsThread.lock();
                inBody.add(catchThrowable(() -> out.yield(99)));
                OsThread.unlock();
            }
            out.yield(2);
        });
        OsThread.lock();
        assertThatThrownBy(pull::advance).isInstanceOf(ThreadLockMismatchException.class);
        OsThread.unlock();
        assertThat(pull.next()).isEqualTo(1);
        OsThread.lock();
        assertThatThrownBy(pull::close).isInstanceOf(ThreadLockMismatchException.class);
        OsThread.unlock();
        assertThat(pull.next()).isEqualTo(2);
        assertThat(pull.advance()).isFalse();
        assertThat(inBody)
                .hasSize(CONTINUATIONS ? 1 : 0)
                .allSatisfy(t -> assertThat(t).isInstanceOf(ThreadLockMismatchException.class));
    }

    @Test
    void closingAPullThatNeverRanSwitchesNothingAndSoChecksNothing() {
        Pull<Integer> pull = Pull.of(out -> out.yield(1));
        OsThread.lock();
        pull.close();
        OsThread.unlock();
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatEndsWithItsOwnLockIsReportedAndTheLockReleased(Threads threads) throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        threads.run(() -> {
            Pull<Integer> pull = Pull.of(out -> OsThread.lock());
            assertThatThrownBy(pull::advance).isInstanceOf(ThreadLockMismatchException.class);
            assertThat(OsThread.isLocked()).isFalse();
            assertThat(pull.advance()).isFalse();
        });
    }

    @Test
    void aBodyThatFailsWithItsOwnLockReportsBoth() {
        assumeThat(CONTINUATIONS).isTrue();
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> pull = Pull.of(out -> {
            OsThread.lock();
            throw failure;
        });
        assertThat(catchThrowable(pull::advance)).isSameAs(failure);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ThreadLockMismatchException.class);
        assertThat(OsThread.isLocked()).isFalse();
    }

    /** The pin was asked for outside the body and can be undone only there. */
    @Test
    void aBodyThatReleasesItsConsumersLockIsReportedAndTheThreadUnpinned() throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        String description = descriptionWhileParked(() -> {
            OsThread.lock();
            Pull<Integer> pull = Pull.of(out -> OsThread.unlock());
            assertThatThrownBy(pull::advance).isInstanceOf(ThreadLockMismatchException.class);
            assertThat(OsThread.isLocked()).isFalse();
        });
        assertThat(description).doesNotContain("@");
    }

    @ParameterizedTest
    @EnumSource
    void aBodyMayReleaseItsConsumersLockAndTakeItAgain(Threads threads) throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        threads.run(() -> {
            OsThread.lock();
            Pull<Integer> pull = Pull.of(out -> {
                OsThread.unlock();
                assertThat(OsThread.isLocked()).isFalse();
                OsThread.lock();
                out.yield(1);
            });
            assertThat(pull.next()).isEqualTo(1);
            assertThat(pull.advance()).isFalse();
            OsThread.unlock();
            assertThat(OsThread.isLocked()).isFalse();
        });
    }

    @Test
    void bodiesOfALockedVirtualThreadMayBlock() throws Exception {
        assumeThat(CONTINUATIONS).isTrue();
        CountDownLatch latch = new CountDownLatch(1);
        AtomicReference<Thread> consumer = new AtomicReference<>();
        FutureTask<Boolean> task = Threads.VIRTUAL.start(() -> {
            OsThread.lock();
            Pull<Boolean> pull = Pull.of(out -> {
                String before = carrier();
                consumer.set(Thread.currentThread());
                ThreadingTest.await(latch);
                out.yield(before.equals(carrier()));
            });
            boolean same = pull.next();
            pull.close();
            OsThread.unlock();
            return same;
        });
        ThreadingTest.awaitWaiting(consumer);
        assertThat(consumer.get().toString()).contains("@ForkJoinPool");
        latch.countDown();
        assertThat(task.get()).isTrue();
    }

    @Test
    void aDetachedPullHasAThreadOfItsOwnAndSoItsOwnLocks() {
        OsThread.lock();
        Pull<Boolean> pull = Pull.detached(out -> {
            out.yield(OsThread.isLocked());
            if (CONTINUATIONS) {
                OsThread.lock();
            }
            out.yield(OsThread.isLocked());
        });
        assertThat(pull.next()).isFalse();
        assertThat(pull.next()).isEqualTo(CONTINUATIONS);
        OsThread.unlock();
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void aPullWithoutACoroutineSwitchesNothingAndSoChecksNothing() {
        Pull<Integer> pull = Seq.of(1, 2).pull();
        OsThread.lock();
        assertThat(PullRulesTest.drain(pull)).containsExactly(1, 2);
        assertThat(PullRulesTest.drain(Seq.of(List.of(3)).pull())).containsExactly(3);
        OsThread.unlock();
    }

    @Test
    void aCallbackCountsAsALockWhileItRuns() {
        AtomicBoolean locked = new AtomicBoolean();
        NativeCode.callBack(() -> locked.set(OsThread.isLocked()));
        assertThat(locked).isTrue();
        NativeCode.callBackUncounted(() -> locked.set(OsThread.isLocked()));
        assertThat(locked).isFalse();
    }

    @Test
    void callbacksKeepTheirTypeResultAndException() throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle concat = OsThread.callback(
                lookup.findVirtual(String.class, "concat", MethodType.methodType(String.class, String.class)));
        assertThat(concat.type()).isEqualTo(MethodType.methodType(String.class, String.class, String.class));
        assertThat((String) concat.invokeExact("a", "b")).isEqualTo("ab");
        MethodHandle run =
                OsThread.callback(lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class)));
        IllegalArgumentException failure = new IllegalArgumentException();
        Runnable failing = () -> {
            assertThat(OsThread.isLocked()).isTrue();
            throw failure;
        };
        assertThat(catchThrowable(() -> run.invoke(failing))).isSameAs(failure);
        assertThat(OsThread.isLocked()).isFalse();
    }

    /** Without the count a continuation still refuses to yield above native frames; a thread need not refuse. */
    @Test
    void yieldingInsideAnUncountedCallback() {
        List<Throwable> thrown = new ArrayList<>();
        Pull<Integer> pull = Pull.of(out -> {
            NativeCode.callBackUncounted(() -> thrown.add(catchThrowable(() -> out.yield(1))));
            out.yield(2);
        });
        if (CONTINUATIONS) {
            assertThat(pull.next()).isEqualTo(2);
            assertThat(thrown.get(0)).isInstanceOf(IllegalStateException.class).hasMessageContaining("native method");
        } else {
            assertThat(pull.next()).isEqualTo(1);
            assertThat(pull.next()).isEqualTo(2);
        }
        pull.close();
    }
}
