package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows the effects of a confined body that holds something across a yield. The package's Javadoc warns of each. */
class HazardTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;
    private static final ScopedValue<String> NAME = ScopedValue.newInstance();

    private static Pull<Integer> holding(Object monitor) {
        return Pull.of(out -> {
            synchronized (monitor) {
                out.yield(1);
            }
            out.yield(2);
        });
    }

    /** The thread stays blocked forever, on a continuation by itself; it is a daemon. */
    @Test
    void aConsumerThatEntersTheMonitorOfItsBodyIsStuck() throws Exception {
        AtomicReference<Thread> consumer = new AtomicReference<>();
        Object monitor = new Object();
        FutureTask<Void> stuck = Threads.PLATFORM.start(() -> {
            holding(monitor).advance();
            assertThat(Thread.holdsLock(monitor)).isFalse();
            consumer.set(Thread.currentThread());
            synchronized (monitor) {
                return null;
            }
        });
        while (consumer.get() == null || consumer.get().getState() != Thread.State.BLOCKED) {
            assertThat(stuck.isDone()).isFalse();
            Threads.lookAgain();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onceTheBodyHasLeftTheMonitorItsConsumerMayEnter(Threads threads) throws Exception {
        Object monitor = new Object();
        threads.run(() -> {
            Pull<Integer> pull = holding(monitor);
            assertThat(pull.next()).isEqualTo(1);
            assertThat(pull.next()).isEqualTo(2);
            synchronized (monitor) {
                assertThat(pull.advance()).isFalse();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aReentrantLockOfTheBodyIsItsConsumersTooOnContinuations(Threads threads) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        threads.run(() -> {
            Pull<Integer> pull = Pull.of(out -> {
                lock.lock();
                try {
                    out.yield(1);
                } finally {
                    lock.unlock();
                }
            });
            pull.advance();
            assertThat(lock.isHeldByCurrentThread()).isEqualTo(CONTINUATIONS);
            assertThat(lock.tryLock()).isEqualTo(CONTINUATIONS); // nothing is excluded; a thread would wait
            if (CONTINUATIONS) {
                lock.unlock();
            }
            pull.close();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aScopedValueOfTheBodyIsBoundForItsConsumerTooOnContinuations(Threads threads) throws Exception {
        threads.run(() -> {
            Pull<String> pull = Pull.of(out -> ScopedValue.where(NAME, "body's").run(() -> out.yield(NAME.get())));
            assertThat(pull.next()).isEqualTo("body's");
            assertThat(NAME.isBound()).isEqualTo(CONTINUATIONS);
            pull.close();
            assertThat(NAME.isBound()).isFalse();
        });
    }

    /** It even takes the place of what the consumer binds in the meantime. */
    @ParameterizedTest
    @EnumSource
    void aScopedValueOfTheBodyUndoesItsConsumersBindingOnContinuations(Threads threads) throws Exception {
        threads.run(() -> {
            Pull<String> pull = Pull.of(out -> ScopedValue.where(NAME, "body's").run(() -> out.yield(NAME.get())));
            pull.advance();
            ScopedValue.where(NAME, "consumer's").run(() -> {
                assertThat(NAME.get()).isEqualTo("consumer's");
                pull.close();
                assertThat(NAME.orElse("none")).isEqualTo(CONTINUATIONS ? "none" : "consumer's");
            });
        });
    }
}
