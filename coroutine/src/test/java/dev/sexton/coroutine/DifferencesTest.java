package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a body shares with its consumer, and what it does not: the table in docs/coroutines.md. */
@Timeout(120)
class DifferencesTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    private static boolean shares(Kind kind, Threads threads) {
        return CONTINUATIONS && kind == Kind.CONFINED && threads == Threads.PLATFORM;
    }

    @ParameterizedTest
    @EnumSource
    void theMemoryOfAConfinedArenaBelongsToTheThread(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment segment = arena.allocate(ValueLayout.JAVA_INT);
                    Pull<Integer> pull = kind.pull(out -> {
                        segment.set(ValueLayout.JAVA_INT, 0, 7);
                        out.yield(segment.get(ValueLayout.JAVA_INT, 0));
                    });
                    if (shares(kind, threads)) {
                        assertThat(pull.next()).isEqualTo(7);
                    } else {
                        assertThatThrownBy(pull::next).isInstanceOf(WrongThreadException.class);
                    }
                    pull.close();
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMonitorOfTheConsumerIsHeldInTheBody(Kind kind) throws Exception {
        Object monitor = new Object();
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                lock.readLock().lock();
                try {
                    synchronized (monitor) {
                        Pull<String> pull =
                                kind.pull(out -> out.yield(Thread.holdsLock(monitor) + " " + lock.getReadHoldCount()));
                        assertThat(pull.next()).isEqualTo(shares(kind, threads) ? "true 1" : "false 0");
                        pull.close();
                    }
                } finally {
                    lock.readLock().unlock();
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadLocalsAreTheThreads(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                LOCAL.set("consumer's");
                INHERITABLE.set("at creation");
                Pull<String> pull = kind.pull(out -> {
                    while (out.yield(LOCAL.get() + ", " + INHERITABLE.get())) {}
                });
                assertThat(pull.next())
                        .isEqualTo(shares(kind, threads) ? "consumer's, at creation" : "null, at creation");
                INHERITABLE.set("later");
                assertThat(pull.next()).isEqualTo(shares(kind, threads) ? "consumer's, later" : "null, at creation");
                pull.close();
            });
        }
    }

    /** A permit that somebody gives to the consumer ends its next park, not the body's, unless they are one thread. */
    @ParameterizedTest
    @EnumSource
    void aPermitToParkIsTheThreads(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            if (!shares(kind, threads)) {
                continue; // A park may return for no reason, so that nothing could be concluded from a short one.
            }
            FutureTask<Boolean> task = threads.start(() -> {
                Pull<Boolean> pull = kind.pull(out -> {
                    long begin = System.nanoTime();
                    LockSupport.parkNanos(20_000_000);
                    out.yield(System.nanoTime() - begin < 10_000_000);
                });
                LockSupport.unpark(Thread.currentThread());
                return pull.next();
            });
            assertThat(task.get()).isTrue();
        }
    }

    /** Each continuation lies on top of the one that advances it; a thread has a stack of its own. */
    @ParameterizedTest
    @EnumSource
    void nestedPullsOnThreadsAreAsDeepAsOneLikes(Kind kind) throws Exception {
        for (Threads threads : Threads.values()) {
            threads.run(() -> {
                Pull<Integer> pull = kind.pull(nested(kind, 1_000));
                Throwable thrown = catchThrowable(() -> assertThat(pull.next()).isEqualTo(1_000));
                if (shares(kind, threads)) {
                    assertThat(thrown).isIn(null, thrown instanceof StackOverflowError ? thrown : null);
                } else {
                    assertThat(thrown).isNull();
                }
                pull.close();
            });
        }
    }

    private static Seq<Integer> nested(Kind kind, int levels) {
        return out -> {
            if (levels == 0) {
                out.yield(0);
                return;
            }
            try (Pull<Integer> inner = kind.pull(nested(kind, levels - 1))) {
                while (inner.advance() && out.yield(inner.value() + 1)) {}
            }
        };
    }

    /** The limit of a continuation, and the stack size that lifts it. */
    @ParameterizedTest
    @CsvSource({"1, 1500, true", "64, 20000, true", "1, 100000, false"})
    void aLargerStackLetsAContinuationYieldFromFurtherDown(int megabytes, int depth, boolean enough) throws Exception {
        AtomicInteger values = new AtomicInteger();
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> thrown[0] = catchThrowable(() -> {
                    Pull<Integer> pull = Pull.of(out -> descend(depth, out));
                    while (pull.advance()) {
                        values.incrementAndGet();
                    }
                }),
                "deep",
                (long) megabytes << 20);
        thread.start();
        thread.join();
        if (!CONTINUATIONS) {
            return; // There the depth is that of the body's own thread: SurvivalTest.
        }
        if (enough) {
            assertThat(thrown[0]).isNull();
            assertThat(values).hasValue(2);
        } else {
            assertThat(thrown[0]).isInstanceOf(StackOverflowError.class);
            assertThat(values).hasValue(0);
        }
    }

    private static void descend(int depth, Yield<? super Integer> out) {
        if (depth > 0) {
            descend(depth - 1, out);
        } else {
            out.yield(1);
            out.yield(2);
        }
    }
}
