package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Close with a time limit says whether all has run, and the runtime is closed in either case. */
class TimedCloseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CleanupRuntime runtime = CleanupRuntime.builder()
            .name("closing")
            .maxWorkers(1)
            .threadFactory(task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            })
            .build();

    @AfterEach
    void goOn() {
        end.complete(null);
        runtime.close();
    }

    @Test
    void whenAllHasEndedInTimeItIsTrue() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        runtime.add(new Object(), AtomicInteger::incrementAndGet, runs);
        assertThat(runtime.reclaim(MINUTE)).isTrue();
        assertThat(runtime.close(MINUTE)).isTrue();
        assertThat(runs).hasValue(1);
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
        refusesWork();
        assertThat(runtime.close(Duration.ZERO)).as("closed before").isTrue();
    }

    @Test
    void whenAnActionTakesLongerItIsFalseAndLaterTrue() throws Exception {
        runUntilEnd();
        assertThat(runtime.close(Duration.ofMillis(20))).isFalse();
        assertThat(runtime.close(Duration.ZERO)).isFalse();
        assertThat(runtime.close(Duration.ofSeconds(-1))).isFalse();
        refusesWork();
        end.complete(null);
        assertThat(runtime.close(MINUTE)).isTrue();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void anInterruptEndsTheWaitAndTheRuntimeIsClosedAllTheSame() throws Exception {
        runUntilEnd();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> runtime.close(MINUTE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("cleared by the exception").isFalse();
        refusesWork();
        end.complete(null);
        for (Thread thread : threads) {
            thread.join(MINUTE.toMillis());
        }
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
    }

    @Test
    void withNothingToWaitForAnInterruptDoesNotMatter() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(runtime.close(MINUTE)).isTrue();
        assertThat(Thread.interrupted()).as("left as it was").isTrue();
    }

    @Test
    void fromInsideACleanupItDoesNotWaitAndIsFalse() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        runtime.add(
                new Object(),
                result -> {
                    try {
                        result.complete(runtime.close(MINUTE));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                closed);
        Gc.once();
        assertThat(closed.get(1, TimeUnit.MINUTES)).isFalse();
        refusesWork();
        assertThat(runtime.close(MINUTE)).as("from outside").isTrue();
    }

    @Test
    void theSharedRuntimeStaysOpen() throws Exception {
        assertThat(Cleanups.runtime().close(MINUTE)).isFalse();
        Cleanups.runtime().close();
        Object alive = new Object();
        assertThat(Cleanups.add(alive, () -> {}).stop(alive)).isTrue();
    }

    /** Queues an action that runs until the test says so. */
    private void runUntilEnd() throws Exception {
        CompletableFuture<Void> goOn = end;
        runtime.add(
                new Object(),
                began -> {
                    began.complete(null);
                    goOn.join();
                },
                running);
        Gc.until("it runs", running::isDone);
    }

    private void refusesWork() {
        Object object = new Object();
        assertThatIllegalStateException()
                .isThrownBy(() -> runtime.add(object, () -> {}))
                .withMessageContaining("closed");
        Reference.reachabilityFence(object);
    }
}
