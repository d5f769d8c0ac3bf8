package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scope that pairs a lock with its unlock. */
class ScopeTest {
    private static final boolean CONTINUATIONS = Coroutine.backend() == Coroutine.Backend.CONTINUATION;

    @AfterEach
    void nothingStaysLocked() {
        assertThat(OsThread.isLocked()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theThreadIsLockedInsideTheScope(Threads threads) throws Exception {
        assumeThat(CONTINUATIONS || threads == Threads.PLATFORM).isTrue();
        threads.run(() -> {
            try (OsThread.Scope outer = OsThread.openScope()) {
                assertThat(outer).isNotNull();
                try (OsThread.Scope inner = OsThread.openScope()) {
                    assertThat(inner).isNotNull();
                    assertThat(OsThread.isLocked()).isTrue();
                }
                assertThat(OsThread.isLocked()).isTrue();
            }
            assertThat(OsThread.isLocked()).isFalse();
        });
    }

    @Test
    void anExceptionLeavesTheScopeUnlocked() {
        assertThatThrownBy(() -> {
                    try (OsThread.Scope scope = OsThread.openScope()) {
                        assertThat(scope).isNotNull();
                        throw new IllegalArgumentException();
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingTwiceReleasesOneLock() {
        OsThread.lock();
        OsThread.Scope scope = OsThread.openScope();
        scope.close();
        scope.close();
        assertThat(OsThread.isLocked()).isTrue(); // By the lock, which a second release would have undone.
        OsThread.unlock();
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadIsRefusedAndNamedAndTheLockStays(Threads threads) {
        OsThread.Scope scope = OsThread.openScope();
        assertThatThrownBy(() -> threads.run(scope::close))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Thread.currentThread().toString())
                .hasMessageContaining(threads == Threads.VIRTUAL ? "test-virtual" : "test-platform");
        assertThat(OsThread.isLocked()).isTrue();
        scope.close();
        assertThat(OsThread.isLocked()).isFalse(); // The refused close did not count as the first.
        assertThatThrownBy(() -> threads.run(scope::close)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scopesMayBeClosedInAnyOrderAndTheLastReleases() {
        OsThread.Scope outer = OsThread.openScope();
        OsThread.Scope inner = OsThread.openScope();
        outer.close();
        assertThat(OsThread.isLocked()).isTrue();
        inner.close();
        assertThat(OsThread.isLocked()).isFalse();
    }

    @Test
    void closingAfterAnUnlockTooManyDoesNothing() {
        OsThread.Scope scope = OsThread.openScope();
        OsThread.unlock();
        assertThat(OsThread.isLocked()).isFalse();
        scope.close();
        assertThat(OsThread.isLocked()).isFalse();
    }

    @Test
    void aVirtualThreadThatCannotBeLockedGetsNoScope() {
        assumeThat(CONTINUATIONS).isFalse();
        assertThatThrownBy(() -> Threads.VIRTUAL.call(OsThread::openScope))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aScopeThatItsBodyKeepsIsReleasedAndReported() {
        assumeThat(CONTINUATIONS).isTrue();
        AtomicReference<OsThread.Scope> kept = new AtomicReference<>();
        Pull<Integer> pull = Pull.of(out -> kept.set(OsThread.openScope()));
        assertThatThrownBy(pull::advance).isInstanceOf(ThreadLockMismatchException.class);
        assertThat(OsThread.isLocked()).isFalse();
        kept.get().close(); // Its lock is gone.
        assertThat(OsThread.isLocked()).isFalse();
    }
}
