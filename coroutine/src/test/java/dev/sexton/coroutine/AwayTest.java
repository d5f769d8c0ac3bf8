package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumers that do not wait for ever, and bodies that do not end. */
@Timeout(60)
class AwayTest {
    private final SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    private final AtomicReference<Throwable> seen = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Yields what is put into the queue. */
    private Pull<Integer> detached() {
        return Pull.detached(out -> {
            try {
                while (out.yield(queue.take())) {}
            } catch (InterruptedException e) {
                seen.set(e);
            } finally {
                ended.countDown();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotComeInTimeComesLater(Threads threads) throws Exception {
        Pull<Integer> pull = detached();
        threads.run(() -> {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> pull.advance(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
                assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
                assertThatThrownBy(() -> pull.advance(Duration.ZERO)).isInstanceOf(TimeoutException.class);
                queue.put(i);
                assertThat(pull.advance(Duration.ofDays(1_000_000))).isTrue();
                assertThat(pull.value()).isEqualTo(i);
            }
        });
        assertThatThrownBy(() -> pull.advance(Duration.ofNanos(-1))).isInstanceOf(TimeoutException.class);
        queue.put(20);
        assertThat(pull.next()).isEqualTo(20); // Another thread, without a limit.
        pull.close();
        ended.await();
        assertThat(seen).hasNullValue();
    }

    /** Each value comes once, whoever waits for it and gives up. */
    @ParameterizedTest
    @EnumSource
    void impatientConsumersLoseNothing(Threads threads) throws Exception {
        int values = 5_000;
        Pull<Integer> pull = Pull.detached(out -> {
            for (int i = 0; i < values; i++) {
                if (i % 7 == 0) {
                    LockSupport.parkNanos(1);
                }
                assertThat(out.yield(i)).isTrue();
            }
        });
        List<Integer> pulled = new ArrayList<>();
        AtomicInteger inVain = new AtomicInteger();
        while (pulled.size() < values) {
            threads.run(() -> {
                try {
                    for (int i = 0; i < 100 && pull.advance(Duration.ofNanos(i * 500L)); i++) {
                        pulled.add(pull.value());
                    }
                } catch (TimeoutException e) {
                    inVain.incrementAndGet();
                }
            });
        }
        assertThat(pulled).hasSize(values).isSorted().doesNotHaveDuplicates();
        assertThat(inVain).hasPositiveValue();
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void closingWhatIsAwayInterruptsItAndDoesNotWait() throws Exception {
        Pull<Integer> pull = detached();
        assertThatThrownBy(() -> pull.advance(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        pull.close();
        ended.await();
        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        assertThat(pull.advance()).isFalse();
        assertThat(pull.advance(Duration.ZERO)).isFalse();
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingWhatHasComeBackMeanwhileUnwindsItAsUsual() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Thread> body = new AtomicReference<>();
        List<Boolean> yielded = new ArrayList<>();
        Pull<Integer> pull = Pull.detached(out -> {
            ThreadingTest.await(go);
            body.set(Thread.currentThread()); // From here on it waits only for its consumer.
            yielded.add(out.yield(1));
        });
        assertThatThrownBy(() -> pull.advance(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        go.countDown();
        ThreadingTest.awaitWaiting(body);
        pull.close();
        assertThat(yielded).containsExactly(false);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatFailedMeanwhileComesOutOfTheNextAdvance() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Pull<Integer> pull = Pull.detached(out -> {
            ThreadingTest.await(go);
            throw new IllegalArgumentException("late");
        });
        assertThatThrownBy(() -> pull.advance(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        go.countDown();
        assertThatThrownBy(pull::advance).hasMessage("late");
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void pairsAreWaitedForInTheSameWay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Pull2<String, Integer> pull = Pull2.detached(out -> {
            ThreadingTest.await(go);
            out.yield("one", 1);
        })) {
            assertThatThrownBy(() -> pull.advance(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
            go.countDown();
            assertThat(pull.advance(Duration.ofSeconds(50))).isTrue();
            assertThat(pull.key()).isEqualTo("one");
            assertThat(pull.value()).isEqualTo(1);
        }
    }

    @Test
    void aConfinedPullCannotBeLeftWaiting() {
        Pull<Integer> pull = Pull.of(out -> out.yield(1));
        assertThatThrownBy(() -> pull.advance(Duration.ofSeconds(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("detached");
        assertThat(pull.next()).isEqualTo(1);
        assertThat(pull.advance()).isFalse();
    }

    // ---- bodies that do not end

    /** It catches whatever its yield throws and goes on: close gives up on it and says so. */
    @ParameterizedTest
    @EnumSource
    void aBodyThatCatchesEverythingDoesNotKeepCloseFromReturning(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            while (true) {
                try {
                    out.yield(1);
                } catch (Throwable t) {
                    seen.set(t);
                }
            }
        });
        assertThat(pull.next()).isEqualTo(1);
        assertThatThrownBy(pull::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("again and again");
        assertThat(pull.advance()).isFalse();
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCoroutineThatCatchesEverythingDoesNotKeepCloseFromReturning(Kind kind) {
        Coroutine<Integer, Integer> coroutine = kind.coroutine((first, self) -> {
            while (true) {
                try {
                    self.yield(1);
                } catch (Throwable t) {
                    seen.set(t);
                }
            }
        });
        assertThat(coroutine.resume(0)).isTrue();
        assertThatThrownBy(coroutine::cancel).hasMessageContaining("again and again");
        assertThat(coroutine.isDone()).isTrue();
    }

    /** What unwinds a body is no Exception, so that the usual broad catch does not swallow it. */
    @ParameterizedTest
    @EnumSource
    void aBroadCatchDoesNotKeepABodyFromEnding(Kind kind) {
        AtomicInteger caught = new AtomicInteger();
        Coroutine<Integer, Integer> coroutine = kind.coroutine((first, self) -> {
            while (true) {
                try {
                    self.yield(1);
                } catch (Exception e) {
                    caught.incrementAndGet();
                }
            }
        });
        coroutine.resume(0);
        coroutine.close();
        assertThat(caught).hasValue(0);
    }

    // ---- values and results

    @ParameterizedTest
    @EnumSource
    void aCoroutineTellsAYieldedValueFromTheReturnedOne(Kind kind) {
        Coroutine<Integer, String> coroutine = kind.coroutine((first, self) -> {
            self.yield("yielded");
            return "returned";
        });
        assertThat(coroutine.isDone()).isFalse();
        assertThat(coroutine.resume(0)).isTrue();
        assertThat(coroutine.value()).isEqualTo("yielded");
        assertThat(coroutine.isDone()).isFalse();
        assertThat(coroutine.resume(0)).isTrue();
        assertThat(coroutine.value()).isEqualTo("returned");
        assertThat(coroutine.isDone()).isTrue();
        assertThat(coroutine.resume(0)).isFalse();
        Coroutine<Integer, String> neverRun = kind.coroutine((first, self) -> "");
        neverRun.close();
        assertThat(neverRun.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void checkedExceptionsComeOutAsTheyAre(Kind kind) {
        IOException thrown = new IOException("checked");
        Pull<Integer> pull = kind.pull(Seq.throwing(out -> {
            out.yield(1);
            throw thrown;
        }));
        assertThat(pull.next()).isEqualTo(1);
        assertThatThrownBy(pull::advance).isSameAs(thrown);
        Coroutine<Integer, Integer> coroutine = kind.coroutine((first, self) -> {
            throw thrown;
        });
        assertThatThrownBy(() -> coroutine.resume(0)).isSameAs(thrown);
        Seq<Integer> pushed = Seq.throwing(out -> {
            throw thrown;
        });
        assertThatThrownBy(() -> pushed.push(i -> true)).isSameAs(thrown);
    }
}
