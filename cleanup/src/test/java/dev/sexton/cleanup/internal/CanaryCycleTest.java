package dev.sexton.cleanup.internal;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The JVM's collector, as the sweeper sees it. */
class CanaryCycleTest {
    @Test
    void aCollectionEndsAwaitOnceForEachArming() throws Exception {
        CanaryCycle cycle = new CanaryCycle();
        cycle.arm();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(cycle.await(MINUTE)).isTrue();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(cycle.await(1)).as("not armed").isFalse();
        cycle.arm();
        cycle.arm();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(cycle.await(MINUTE)).isTrue();
        assertThat(cycle.await(1)).as("armed twice is armed once").isFalse();
    }

    @Test
    void interruptEndsAwait() throws Exception {
        CanaryCycle cycle = new CanaryCycle();
        cycle.arm();
        cycle.interrupt();
        assertThat(cycle.await(MINUTE)).isTrue();
        cycle.interrupt();
        assertThat(cycle.await(1)).as("not armed").isFalse();
    }

    /** One is collecting; those who come meanwhile need one more collection, and not one each. */
    @Test
    void callersAtTheSameTimeShareTheNextCollection() throws Exception {
        AtomicInteger collections = new AtomicInteger();
        CountDownLatch firstBegun = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        CanaryCycle cycle = new CanaryCycle() {
            @Override
            boolean collectNow(long deadline) throws InterruptedException {
                if (collections.incrementAndGet() == 1) {
                    firstBegun.countDown();
                    return firstMayEnd.await(1, TimeUnit.MINUTES);
                }
                return true;
            }
        };
        AtomicInteger served = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        callers.add(call(cycle, served));
        assertThat(firstBegun.await(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 0; i < 5; i++) {
            callers.add(call(cycle, served));
        }
        for (Thread caller : callers.subList(1, 6)) {
            EngineFixture.until("it waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(cycle.collect(1)).as("the time is up before the first ends").isFalse();
        firstMayEnd.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(served).hasValue(6);
        assertThat(collections).hasValue(2);
    }

    /** A collection that did not come about serves nobody: each who waited for it tries for itself. */
    @Test
    void aCollectionThatDidNotHappenIsNotShared() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CanaryCycle cycle = new CanaryCycle() {
            @Override
            boolean collectNow(long deadline) {
                return attempts.incrementAndGet() > 2;
            }
        };
        assertThat(cycle.collect(MINUTE)).isFalse();
        assertThat(cycle.collect(MINUTE)).isFalse();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(attempts).hasValue(3);
    }

    private static Thread call(CanaryCycle cycle, AtomicInteger served) {
        Thread thread = new Thread(() -> {
            try {
                served.addAndGet(cycle.collect(MINUTE) ? 1 : 0);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }
}
