package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    private static final ScopedValue<String> OTHER = ScopedValue.newInstance();

    /** On virtual threads a body has a thread of its own in any case. */
    private static boolean onContinuation(Threads threads) {
        return CONTINUATIONS && threads == Threads.PLATFORM;
    }

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
            assertThat(lock.isHeldByCurrentThread()).isEqualTo(onContinuation(threads));
            assertThat(lock.tryLock()).isEqualTo(onContinuation(threads)); // nothing is excluded; a thread would wait
            if (onContinuation(threads)) {
                lock.unlock();
            }
            pull.close();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    /** The consumer would see it, and lose its own. */
    @ParameterizedTest
    @EnumSource
    void aScopedValueOfTheBodyMayNotBeHeldAcrossAYieldOnContinuations(Threads threads) throws Exception {
        threads.run(() -> {
            Pull<String> pull = Pull.of(out -> ScopedValue.where(NAME, "body's").run(() -> out.yield(NAME.get())));
            ScopedValue.where(NAME, "consumer's").run(() -> {
                if (onContinuation(threads)) {
                    assertThatThrownBy(pull::advance)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("ScopedValue")
                            .hasMessageContaining("detached");
                } else {
                    assertThat(pull.next()).isEqualTo("body's");
                }
                assertThat(NAME.get()).isEqualTo("consumer's");
                pull.close();
                assertThat(NAME.get()).isEqualTo("consumer's");
            });
        });
    }

    /** A binding that the body gives up before it yields is its own affair. */
    @ParameterizedTest
    @EnumSource
    void aScopedValueOfTheBodyIsItsOwnBetweenTwoYields(Threads threads) throws Exception {
        threads.run(() -> {
            Pull<String> pull = Pull.of(out -> {
                String[] seen = new String[1];
                do {
                    ScopedValue.where(NAME, "body's").run(() -> seen[0] = NAME.get());
                } while (out.yield(seen[0] + ", " + NAME.orElse("none")));
            });
            ScopedValue.where(NAME, "consumer's").run(() -> {
                for (int i = 0; i < 3; i++) {
                    assertThat(pull.next()).isEqualTo("body's, " + (onContinuation(threads) ? "consumer's" : "none"));
                    assertThat(NAME.get()).isEqualTo("consumer's");
                }
            });
            pull.close();
        });
    }

    /** On a thread of its own a body sees none of its consumer's bindings; on a continuation those of the present one. */
    @ParameterizedTest
    @EnumSource
    void aBodySeesTheBindingsOfItsPresentConsumerOnContinuations(Threads threads) throws Exception {
        threads.run(() -> {
            Pull<String> pull = Pull.of(out -> {
                while (out.yield(NAME.orElse("none"))) {}
            });
            List<String> seen = new ArrayList<>();
            for (String user : List.of("alice", "bob", "bob", "carol")) {
                ScopedValue.where(NAME, user).run(() -> seen.add(pull.next()));
            }
            seen.add(pull.next());
            ScopedValue.where(OTHER, "other").run(() -> seen.add(pull.next()));
            ScopedValue.where(OTHER, "other").where(NAME, "dora").run(() -> seen.add(pull.next()));
            pull.close();
            assertThat(seen)
                    .isEqualTo(
                            onContinuation(threads)
                                    ? List.of("alice", "bob", "bob", "carol", "none", "none", "dora")
                                    : Collections.nCopies(7, "none"));
        });
    }

    /** An inner body that yields to the consumer of the outer one, and goes on when that has other bindings. */
    @Test
    void innerBodiesSeeTheBindingsOfThePresentConsumerOnContinuations() {
        List<String> seen = new ArrayList<>();
        Pull<String> outer = Pull.of(out -> {
            Pull<String> inner = Pull.of(innerOut -> {
                do {
                    out.yield("through both " + NAME.orElse("none"));
                    seen.add(NAME.orElse("none"));
                } while (innerOut.yield("inner " + NAME.orElse("none")));
            });
            while (inner.advance() && out.yield(inner.value() + " outer " + NAME.orElse("none"))) {}
            inner.close();
        });
        for (String user : List.of("a", "b", "c", "d")) {
            ScopedValue.where(NAME, user).run(() -> seen.add(outer.next()));
        }
        outer.close();
        assertThat(seen)
                .isEqualTo(
                        CONTINUATIONS
                                ? List.of(
                                        "through both a",
                                        "b",
                                        "inner b outer b",
                                        "through both c",
                                        "d",
                                        "inner d outer d")
                                : List.of(
                                        "through both none",
                                        "none",
                                        "inner none outer none",
                                        "through both none",
                                        "none",
                                        "inner none outer none"));
    }
}
