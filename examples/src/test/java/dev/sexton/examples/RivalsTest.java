package dev.sexton.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.FinalizablePhantomReference;
import com.google.common.base.FinalizableReferenceQueue;
import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** README's table of rivals, as far as it can be tried out. */
@Timeout(120)
class RivalsTest {
    /** The rivals, each with one thread for all actions. */
    enum Rival {
        CLEANER {
            @Override
            void add(Object object, Runnable action) {
                CLEANER_THREAD.register(object, action);
            }
        },
        GUAVA {
            @Override
            void add(Object object, Runnable action) {
                LIVE.add(new GuavaReference(object, GUAVA_THREAD, action));
            }
        },
        JNA {
            @Override
            void add(Object object, Runnable action) {
                com.sun.jna.internal.Cleaner.getCleaner().register(object, action);
            }
        };

        abstract void add(Object object, Runnable action);
    }

    private static final Cleaner CLEANER_THREAD = Cleaner.create();
    private static final FinalizableReferenceQueue GUAVA_THREAD = new FinalizableReferenceQueue();

    /** Guava leaves it to its users to keep the references. */
    private static final Set<Object> LIVE = ConcurrentHashMap.newKeySet();

    private static final class GuavaReference extends FinalizablePhantomReference<Object> {
        private final Runnable action;

        GuavaReference(Object object, FinalizableReferenceQueue queue, Runnable action) {
            super(object, queue);
            this.action = action;
        }

        @Override
        public void finalizeReferent() {
            LIVE.remove(this);
            action.run();
        }
    }

    private final AtomicInteger ran = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void aCaptureIsAcceptedAndNeverRuns(Rival rival) {
        addCapture(rival);
        awaitAnother(rival);
        awaitAnother(rival);
        assertThat(ran).as("though others that were added later have run").hasValue(0);
    }

    private void addCapture(Rival rival) {
        Object object = new Object();
        rival.add(object, () -> ran.addAndGet(1 + object.hashCode()));
    }

    @Test
    void aCaptureIsRejectedBySexton() {
        Object object = new Object();
        assertThatThrownBy(() -> Cleanups.add(object, () -> ran.addAndGet(1 + object.hashCode())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by action.arg$");
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionDoesNotStopTheRest(Rival rival) {
        rival.add(new Object(), () -> {
            ran.incrementAndGet();
            throw new IllegalStateException("as planned");
        });
        collectUntil(() -> ran.get() == 1);
        awaitAnother(rival);
    }

    @Test
    void anExceptionIsToldBySexton() throws Exception {
        AtomicReference<String> told = new AtomicReference<>();
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .failureHandler((cleanup, failure) -> told.set(failure.getMessage()))
                .build()) {
            runtime.add(new Object(), () -> {
                throw new IllegalStateException("as planned");
            });
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
            assertThat(runtime.stats().failed()).isEqualTo(1);
        }
        assertThat(told).hasValue("as planned");
    }

    @ParameterizedTest
    @EnumSource
    void whileOneIsStuckAllWait(Rival rival) throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try {
            rival.add(new Object(), () -> block(stuck));
            collectUntil(() -> ran.get() == 1);
            rival.add(new Object(), () -> ran.addAndGet(10));
            runOneOfSexton();
            runOneOfSexton();
            assertThat(ran).as("though Sexton's that were added later have run").hasValue(1);
        } finally {
            stuck.countDown();
        }
        collectUntil(() -> ran.get() == 11);
    }

    @Test
    void whileOneIsStuckSextonRunsTheRest() {
        CountDownLatch stuck = new CountDownLatch(1);
        try {
            Cleanups.add(new Object(), () -> block(stuck));
            collectUntil(() -> ran.get() == 1);
            Cleanups.add(new Object(), () -> ran.addAndGet(10));
            collectUntil(() -> ran.get() == 11);
        } finally {
            stuck.countDown();
        }
    }

    private void block(CountDownLatch stuck) {
        ran.incrementAndGet();
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cancelling() throws Exception {
        FinalizableReferenceQueue queue = new FinalizableReferenceQueue();
        addCancelled(queue);
        awaitAnother(Rival.GUAVA);
        runOneOfSexton();
        assertThat(ran).hasValue(0);
        queue.close();
    }

    private void addCancelled(FinalizableReferenceQueue queue) {
        Object object = new Object();
        GuavaReference reference = new GuavaReference(object, queue, ran::incrementAndGet);
        LIVE.add(reference);
        reference.clear();
        Cleanup cleanup = Cleanups.add(object, ran::incrementAndGet);
        assertThat(cleanup.stop()).isTrue();
        assertThat(cleanup.stop()).isFalse();
    }

    private static void awaitAnother(Rival rival) {
        AtomicInteger another = new AtomicInteger();
        rival.add(new Object(), another::incrementAndGet);
        collectUntil(() -> another.get() == 1);
    }

    private static void runOneOfSexton() {
        AtomicInteger another = new AtomicInteger();
        Cleanups.add(new Object(), another::incrementAndGet);
        collectUntil(() -> another.get() == 1);
    }

    private static void collectUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            System.gc();
            LockSupport.parkNanos(5_000_000); // lets the rivals' threads come in between
        }
    }
}
