package dev.sexton.junit;

import static dev.sexton.junit.Reachability.assertCollectable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.CleanupRuntime;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Map<String, Buffer> CACHE = new HashMap<>();

    private static final class Buffer {}

    @AfterEach
    void clear() {
        CACHE.clear();
    }

    @Test
    void whatIsForgottenIsCollectable() throws Exception {
        assertCollectable(Buffer::new);
        assertCollectable(() -> {
            Buffer buffer = new Buffer();
            CACHE.put("key", buffer);
            CACHE.clear();
            return buffer;
        });
    }

    @Test
    void aReferenceMayBeMadeEarlier() throws Exception {
        assertCollectable(weak());
        assertCollectable(new PhantomReference<>(new Buffer(), new ReferenceQueue<>()));
        assertCollectable(new WeakReference<>(null));
    }

    private static WeakReference<Buffer> weak() {
        return new WeakReference<>(new Buffer());
    }

    @Test
    void whoHoldsAnObjectIsInTheMessage() throws Exception {
        List<Path> before = temporaryFiles();
        WeakReference<Buffer> cached = cached();
        assertThatThrownBy(() -> assertCollectable(cached, SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("An object of " + Buffer.class.getName() + " is still reachable after 1 ms")
                .hasMessageContaining(", held by a static field:\n    class " + ReachabilityTest.class.getName())
                .hasMessageContaining("CACHE")
                .hasMessageContaining(HashMap.class.getName())
                .hasMessageEndingWith("\n    " + Buffer.class.getName());
        assertThat(temporaryFiles()).as("the dump is deleted").isEqualTo(before);
    }

    private static WeakReference<Buffer> cached() {
        Buffer buffer = new Buffer();
        CACHE.put("key", buffer);
        return new WeakReference<>(buffer);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("sexton-junit"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aVariableThatHoldsAnObjectIsInTheMessage() {
        Buffer[] local = {new Buffer()};
        assertThatThrownBy(() -> assertCollectable(new WeakReference<>(local[0]), SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("thread");
        assertThat(local).doesNotContainNull();
    }

    @Test
    void whatIsSoftlyReachableIsNotCollectableAndHasNoPath() throws Exception {
        SoftReference<Buffer> soft = new SoftReference<>(new Buffer());
        WeakReference<Buffer> weak = new WeakReference<>(soft.get());
        assertThatThrownBy(() -> assertCollectable(weak, SHORT)).hasMessageContaining("soft references");
        assertThatThrownBy(() -> assertCollectable(soft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use a WeakReference");
    }

    @Test
    void aMakerThatReturnsNullOrThrows() {
        assertThatThrownBy(() -> assertCollectable(() -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("maker returned null");
        assertThatThrownBy(() -> assertCollectable(() -> {
                    throw new IOException("its own");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("its own");
    }

    @Test
    void cleanupsAreAwaited() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            AtomicInteger ran = new AtomicInteger();
            forget(runtime, ran);
            Reachability.awaitCleanups(runtime);
            assertThat(ran).hasValue(1);
            Reachability.awaitCleanups();
        }
    }

    private static void forget(CleanupRuntime runtime, AtomicInteger ran) {
        runtime.add(new Buffer(), AtomicInteger::incrementAndGet, ran);
    }

    @Test
    void aCleanupThatDoesNotEndIsNotAwaitedForEver() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (CleanupRuntime runtime = CleanupRuntime.builder().name("stuck").build()) {
            forgetStuck(runtime, stuck);
            try {
                assertThatThrownBy(() -> {
                            while (true) {
                                Reachability.awaitCleanups(runtime, Duration.ofMillis(500));
                            }
                        })
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("CleanupRuntime[stuck] are not done after 500 ms")
                        .hasMessageContaining("queued=1");
            } finally {
                stuck.countDown();
            }
        }
    }

    private static void forgetStuck(CleanupRuntime runtime, CountDownLatch stuck) {
        runtime.add(new Buffer(), () -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
