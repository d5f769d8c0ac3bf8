package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cli.Tree;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private Path file;
    private final CleanupRuntime cleanups =
            CleanupRuntime.builder().name("test").build();
    private final Reserve reserve = new Reserve();

    @BeforeEach
    void makeFile() throws Exception {
        file = new Tree(directory).file("file", 10);
    }

    @AfterEach
    void close() {
        reserve.close();
        cleanups.close();
    }

    @Test
    void aFileIsReadAndClosedOnce() throws Exception {
        Ledger ledger = new Ledger(1, LONG);

        OpenFile open = descriptors(ledger, LONG).open(file);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(100);
            assertThat(open.read(buffer)).isEqualTo(10);
            assertThat(open.read(buffer)).isZero();
        }
        open.close();
        open.close();

        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aForgottenFileIsClosedByReclaim() throws Exception {
        Ledger ledger = new Ledger(1, LONG);

        openAndForget(descriptors(ledger, LONG));
        assertThat(cleanups.reclaim(LONG)).isTrue();

        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aFileInUseIsNotClosedByReclaim() throws Exception {
        Ledger ledger = new Ledger(1, LONG);

        OpenFile open = descriptors(ledger, LONG).open(file);
        try {
            assertThat(cleanups.reclaim(LONG)).isTrue();
            assertThat(ledger.closed()).isZero();
        } finally {
            Reference.reachabilityFence(open);
        }
    }

    @Test
    void atTheLimitItReclaimsWhatWasForgotten() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        Descriptors descriptors = descriptors(ledger, LONG);

        openAndForget(descriptors);
        ledger.forgotten();
        descriptors.open(file).close();

        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(2, 2, 0, 1, 0));
    }

    @Test
    void atTheLimitItWaitsForAnotherThreadThatIsStillReading() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        CountDownLatch refused = new CountDownLatch(1);
        Descriptors descriptors = descriptors(ledger, LONG, refused::countDown);

        OpenFile held = descriptors.open(file);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<OpenFile> waiting = other.submit(() -> descriptors.open(file));
            refused.await();
            assertThat(waiting).isNotDone();
            held.close();
            waiting.get().close();
        }

        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(2, 2, 0, 1, 0));
    }

    @Test
    void givesUpWhenNothingComesBack() throws Exception {
        Ledger ledger = new Ledger(1, SHORT);
        Descriptors descriptors = descriptors(ledger, SHORT);

        OpenFile held = descriptors.open(file);
        assertThatExceptionOfType(OutOfDescriptorsException.class)
                .isThrownBy(() -> descriptors.open(file))
                .withMessageContainingAll("1 open", "--limit", "ulimit -n");
        held.close();
    }

    @Test
    void aFileThatCannotBeOpenedTakesNoPlace() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        Descriptors descriptors = descriptors(ledger, LONG);

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> descriptors.open(directory.resolve("missing")));
        }
        descriptors.open(file).close();

        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aDirectoryOpensAndCannotBeRead() throws Exception {
        Ledger ledger = new Ledger(1, LONG);

        try (Arena arena = Arena.ofConfined();
                OpenFile open = descriptors(ledger, LONG).open(directory)) {
            assertThat(open.read(arena.allocate(100))).isNegative();
        }
    }

    @Test
    void aSecondCloseIsCountedAndHitsNobody() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        Descriptors descriptors = descriptors(ledger, LONG);
        int descriptor = Libc.open(file);
        ledger.admit();
        ledger.opened(descriptor);

        descriptors.close(descriptor);
        // Whoever gets the number next must not lose it.
        int next = Libc.open(file);
        descriptors.close(descriptor);

        assertThat(Libc.close(next)).isZero();
        assertThat(ledger.counts().closedTwice()).isEqualTo(1);
    }

    @Test
    void aCloseThatTheSystemRefusesIsCounted() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        int neverOpen = Integer.MAX_VALUE;
        ledger.admit();
        ledger.opened(neverOpen);

        descriptors(ledger, LONG).close(neverOpen);

        assertThat(ledger.counts().closedTwice()).isEqualTo(1);
    }

    @Test
    void manyThreadsShareOneDescriptor() throws Exception {
        Ledger ledger = new Ledger(1, LONG);
        Descriptors descriptors = descriptors(ledger, LONG);
        int threads = 8;
        long times = 500;

        try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
            CompletableFuture<?>[] done = new CompletableFuture<?>[threads];
            for (int i = 0; i < threads; i++) {
                done[i] = CompletableFuture.runAsync(() -> openAndClose(descriptors, times), all);
            }
            CompletableFuture.allOf(done).join();
        }

        assertThat(ledger.counts().opened()).isEqualTo(threads * times);
        assertThat(ledger.counts().open()).isZero();
    }

    private void openAndClose(Descriptors descriptors, long times) {
        try {
            for (long i = 0; i < times; i++) {
                descriptors.open(file).close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A method of its own, so that no variable holds the file when it has returned. */
    private void openAndForget(Descriptors descriptors) throws Exception {
        assertThat(descriptors.open(file)).isNotNull();
    }

    private Descriptors descriptors(Ledger ledger, Duration patience) {
        return descriptors(ledger, patience, () -> {});
    }

    private Descriptors descriptors(Ledger ledger, Duration patience, Runnable onRefusal) {
        return new Descriptors(ledger, reserve, cleanups, patience, onRefusal);
    }
}
