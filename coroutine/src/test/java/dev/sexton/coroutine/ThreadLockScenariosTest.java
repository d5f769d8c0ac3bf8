package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scenarios of Go's TestCoroLockOSThread and TestCoroCgoCallback, under their names: a driver that pulls and a sequence
 * that is pulled, one of them or both locking the thread. Each from a platform thread and from a virtual one.
 *
 * <p>The expectations are Go's where confined coroutines are continuations. On threads a locked thread cannot make a
 * confined coroutine, and a virtual thread, which every body runs on, cannot be locked: both say so.
 */
@SuppressWarnings("MethodName")
class ThreadLockScenariosTest {
    enum Outcome {
        OK,
        MISMATCH,
        UNSUPPORTED
    }

    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadIterLock(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaust, this::iterLock);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadIterLockYield(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.UNSUPPORTED, this::callerExhaust, this::iterLockYield);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLock(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustLocked, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLockIterNested(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustLocked, this::iterNested);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLockIterLock(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustLocked, this::iterLock);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLockIterLockYield(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.UNSUPPORTED, this::callerExhaustLocked, this::iterLockYield);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLockIterYieldNewG(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.UNSUPPORTED, this::callerExhaustLocked, this::iterYieldNewG);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadLockAfterPull(Threads threads) throws Exception {
        Outcome onThreads = threads == Threads.PLATFORM ? Outcome.MISMATCH : Outcome.UNSUPPORTED;
        expect(threads, Outcome.MISMATCH, onThreads, this::callerLockAfterPull, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadStopLocked(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerStopLocked, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroLockOSThreadStopLockedIterNested(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerStopLocked, this::iterNested);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoIterCallback(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.OK, this::callerExhaust, this::iterCallback);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoIterCallbackYield(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.MISMATCH, this::callerExhaust, this::iterCallbackYield);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoCallback(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustCallback, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoCallbackIterNested(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustCallback, this::iterNested);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoCallbackIterCallback(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerExhaustCallback, this::iterCallback);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoCallbackIterCallbackYield(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.UNSUPPORTED, this::callerExhaustCallback, this::iterCallbackYield);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoCallbackAfterPull(Threads threads) throws Exception {
        expect(threads, Outcome.MISMATCH, Outcome.MISMATCH, this::callerCallbackAfterPull, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoStopCallback(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerStopCallback, this::iterSimple);
    }

    @ParameterizedTest
    @EnumSource
    void CoroCgoStopCallbackIterNested(Threads threads) throws Exception {
        expect(threads, Outcome.OK, Outcome.UNSUPPORTED, this::callerStopCallback, this::iterNested);
    }

    private static void expect(
            Threads threads,
            Outcome onContinuations,
            Outcome onThreads,
            Consumer<Seq<Integer>> driver,
            Consumer<Yield<? super Integer>> seq)
            throws Exception {
        threads.run(() -> {
            switch (CONTINUATIONS ? onContinuations : onThreads) {
                case OK -> driver.accept(seq::accept);
                case MISMATCH ->
                    assertThatThrownBy(() -> driver.accept(seq::accept))
                            .isInstanceOf(ThreadLockMismatchException.class)
                            .hasMessageContaining("OS thread locking must match locking at coroutine creation");
                case UNSUPPORTED ->
                    assertThatThrownBy(() -> driver.accept(seq::accept))
                            .isInstanceOf(UnsupportedOperationException.class)
                            .hasMessageContaining("--add-exports java.base/jdk.internal.vm=");
            }
            assertThat(OsThread.isLocked()).isFalse();
        });
    }

    // The drivers.

    private void callerExhaust(Seq<Integer> seq) {
        Pull<Integer> pull = seq.pull();
        int values = 0;
        while (pull.advance()) {
            assertThat(pull.value()).isEqualTo(5);
            values++;
        }
        assertThat(values).isEqualTo(3);
    }

    private void callerExhaustLocked(Seq<Integer> seq) {
        OsThread.lock();
        try {
            callerExhaust(seq);
        } finally {
            OsThread.unlock();
        }
    }

    private void callerLockAfterPull(Seq<Integer> seq) {
        int locks = 0;
        Pull<Integer> pull = seq.pull();
        try {
            do {
                OsThread.lock();
                locks++;
            } while (pull.advance());
        } finally {
            for (int i = 0; i < locks; i++) {
                OsThread.unlock();
            }
        }
    }

    private void callerStop(Seq<Integer> seq) {
        Pull<Integer> pull = seq.pull();
        pull.advance();
        assertThat(pull.value()).isEqualTo(5);
        pull.close();
    }

    private void callerStopLocked(Seq<Integer> seq) {
        OsThread.lock();
        try {
            callerStop(seq);
        } finally {
            OsThread.unlock();
        }
    }

    private void callerExhaustCallback(Seq<Integer> seq) {
        NativeCode.callBack(() -> callerExhaust(seq));
    }

    private void callerCallbackAfterPull(Seq<Integer> seq) {
        Pull<Integer> pull = seq.pull();
        NativeCode.callBack(() -> {
            while (pull.advance()) {
                assertThat(pull.value()).isEqualTo(5);
            }
        });
    }

    private void callerStopCallback(Seq<Integer> seq) {
        NativeCode.callBack(() -> callerStop(seq));
    }

    // The sequences.

    private void iterSimple(Yield<? super Integer> out) {
        for (int i = 0; i < 3 && out.yield(5); i++) {}
    }

    private void iterNested(Yield<? super Integer> out) {
        Pull<Integer> pull = Pull.of(out2 -> iterSimple(out2));
        while (pull.advance()) {
            if (!out.yield(pull.value())) {
                pull.close();
            }
        }
    }

    private void iterLock(Yield<? super Integer> out) {
        for (int i = 0; i < 3; i++) {
            OsThread.lock();
            OsThread.unlock();
            if (!out.yield(5)) {
                return;
            }
        }
    }

    /** Like the original it has no finally: the lock is left behind when the yield throws. */
    private void iterLockYield(Yield<? super Integer> out) {
        for (int i = 0; i < 3; i++) {
            OsThread.lock();
            boolean more = out.yield(5);
            OsThread.unlock();
            if (!more) {
                return;
            }
        }
    }

    private void iterYieldNewG(Yield<? super Integer> out) {
        try {
            for (int i = 0; i < 3 && Threads.PLATFORM.call(() -> out.yield(5)); i++) {}
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void iterCallback(Yield<? super Integer> out) {
        for (int i = 0; i < 3; i++) {
            NativeCode.callBack(() -> {});
            if (!out.yield(5)) {
                return;
            }
        }
    }

    private void iterCallbackYield(Yield<? super Integer> out) {
        boolean[] more = {true};
        for (int i = 0; i < 3 && more[0]; i++) {
            NativeCode.callBack(() -> more[0] = out.yield(5));
        }
    }
}
