package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promises of a handle, with the JVM's own collector. */
class CleanupTest {
    private final CleanupRuntime runtime =
            CleanupRuntime.builder().name("cleanup-test").build();
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aLongArgumentNeedsNoBox() throws Exception {
        CompletableFuture<Long> got = new CompletableFuture<>();
        runtime.add(new Object(), (long value) -> got.complete(value), Long.MIN_VALUE);
        Gc.once();
        assertThat(got.get(1, TimeUnit.MINUTES)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aRunnableNeedsNoArgument() throws Exception {
        CompletableFuture<Thread> got = new CompletableFuture<>();
        runtime.add(new Object(), () -> got.complete(Thread.currentThread()));
        Gc.once();
        assertThat(got.get(1, TimeUnit.MINUTES)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aNullArgumentIsHandedOver() throws Exception {
        CompletableFuture<Object> got = new CompletableFuture<>();
        runtime.add(new Object(), (Object nothing) -> got.complete(nothing), null);
        Gc.once();
        assertThat(got.get(1, TimeUnit.MINUTES)).isNull();
    }

    @Test
    void theSharedRuntimeRunsCleanups() throws Exception {
        CompletableFuture<String> got = new CompletableFuture<>();
        Cleanups.add(new Object(), got::complete, "shared");
        Gc.once();
        assertThat(got.get(1, TimeUnit.MINUTES)).isEqualTo("shared");
    }

    @Test
    void withItsOwnerItIsStoppedOrCleanedOnce() {
        Object owner = new Object();
        Cleanup cleaned = runtime.add(owner, AtomicInteger::incrementAndGet, runs);
        Cleanup stopped = runtime.add(owner, AtomicInteger::incrementAndGet, runs);
        assertThatThrownBy(() -> cleaned.clean(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("owner is null: pass the object");
        assertThatThrownBy(() -> cleaned.stop(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("owner is null: pass the object");
        cleaned.clean(owner);
        cleaned.clean(owner);
        assertThat(runs).hasValue(1);
        assertThat(cleaned.stop(owner)).isFalse();
        assertThat(stopped.stop(owner)).isTrue();
        stopped.clean(owner);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aLiveObjectsCleanupDoesNotRun() throws Exception {
        Object[] holder = {new Object()};
        runtime.add(holder[0], runs -> runs.incrementAndGet(), runs);
        for (int i = 0; i < 3; i++) {
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
            assertThat(runs).hasValue(0);
        }
        Reference.reachabilityFence(holder[0]);

        // The twin: the same reclaim does run it as soon as nothing holds the object.
        holder[0] = null;
        assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void stopFromInsideTheCleanupIsTooLate() throws Exception {
        AtomicReference<Cleanup> handle = new AtomicReference<>();
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        handle.set(runtime.add(new Object(), cell -> stopped.complete(cell.get().stop()), handle));
        Gc.once();
        assertThat(stopped.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(runtime.awaitIdle(Duration.ofMinutes(1))).isTrue();
        assertThat(runtime.stats().executed()).isEqualTo(1);
        assertThat(runtime.stats().failed()).isZero();
    }

    @Test
    void cleanFromInsideTheCleanupDoesNotRunItAgain() {
        Object object = new Object();
        AtomicReference<Cleanup> handle = new AtomicReference<>();
        handle.set(runtime.add(
                object,
                cell -> {
                    runs.incrementAndGet();
                    cell.get().clean();
                },
                handle));
        handle.get().clean();
        assertThat(runs).hasValue(1);
        Reference.reachabilityFence(object);
    }

    @Test
    void cleanRunsOnceAndInTheCallersThread() throws Exception {
        Object object = new Object();
        List<Thread> threads = new ArrayList<>();
        Cleanup cleanup = runtime.add(object, list -> list.add(Thread.currentThread()), threads);
        cleanup.clean();
        cleanup.clean();
        assertThat(cleanup.stop()).isFalse();
        Reference.reachabilityFence(object);
        assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(runtime.stats().cleaned()).isEqualTo(1);
        assertThat(runtime.stats().queued()).isZero();
    }

    @Test
    void whatTheActionThrowsComesOutOfClean() {
        Object object = new Object();
        Cleanup cleanup = runtime.add(object, (Runnable) () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(cleanup::clean)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        cleanup.clean();
        assertThat(runtime.stats().failed()).as("counts failures on workers").isZero();
        Reference.reachabilityFence(object);
    }

    @Test
    void aHandleThatOutlivesItsCleanupPinsNeitherArgumentNorAction() throws Exception {
        Object object = new Object();
        Pinned stopped = new Pinned(object);
        Pinned cleaned = new Pinned(object);
        Pinned ran = new Pinned(new Object());
        Pinned live = new Pinned(object);
        assertThat(stopped.cleanup.stop()).isTrue();
        cleaned.cleanup.clean();
        Gc.until("collected", () -> stopped.isUnpinned() && cleaned.isUnpinned() && ran.isUnpinned());
        assertThat(runtime.awaitIdle(Duration.ofMinutes(1))).isTrue();

        // The twin: a cleanup that is still to run does hold both, through the same collections.
        assertThat(live.isUnpinned()).isFalse();
        Reference.reachabilityFence(object);
    }

    private final class Pinned {
        final Cleanup cleanup;
        private final WeakReference<Object> action;
        private final WeakReference<Object> argument;

        Pinned(Object object) {
            byte[] captured = new byte[1];
            Consumer<Object> action = ignored -> captured[0]++;
            Object argument = new Object();
            this.action = new WeakReference<>(action);
            this.argument = new WeakReference<>(argument);
            this.cleanup = runtime.add(object, action, argument);
        }

        boolean isUnpinned() {
            return action.get() == null && argument.get() == null;
        }
    }
}
