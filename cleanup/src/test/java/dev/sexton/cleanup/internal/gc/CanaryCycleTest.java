package dev.sexton.cleanup.internal.gc;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.EngineFixture;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
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
        assertThat(cycle.await(MINUTE)).isNotEqualTo(Collected.NOTHING);
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(cycle.await(1)).as("not armed").isEqualTo(Collected.NOTHING);
        cycle.arm();
        cycle.arm();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(cycle.await(MINUTE)).isNotEqualTo(Collected.NOTHING);
        assertThat(cycle.await(1)).as("armed twice is armed once").isEqualTo(Collected.NOTHING);
    }

    @Test
    void interruptEndsAwait() throws Exception {
        CanaryCycle cycle = new CanaryCycle();
        cycle.arm();
        cycle.interrupt();
        assertThat(cycle.await(MINUTE)).isNotEqualTo(Collected.NOTHING);
        cycle.interrupt();
        assertThat(cycle.await(1)).as("not armed").isEqualTo(Collected.NOTHING);
    }

    /** While no canary is old, any collection may have been one of old objects; then only one that finds the old canary. */
    @Test
    void aCollectionThatLeavesTheOldCanaryAliveWasOneOfTheYoung() throws Exception {
        CanaryCycle cycle = new CanaryCycle();
        for (int i = 0; i < 17; i++) {
            assertThat(youngOnly(cycle)).as("no canary is old").isEqualTo(Collected.ALL);
            assertThat(cycle.collections()).as("an interrupt is no collection").isEqualTo(i);
            cycle.arm();
            assertThat(cycle.collect(MINUTE)).isTrue();
            assertThat(cycle.await(MINUTE)).isEqualTo(Collected.ALL);
        }
        assertThat(youngOnly(cycle)).isEqualTo(Collected.YOUNG);
        assertThat(youngOnly(cycle)).isEqualTo(Collected.YOUNG);
        cycle.arm();
        assertThat(cycle.collect(MINUTE)).isTrue();
        assertThat(both(cycle)).isEqualTo(Collected.ALL);
        assertThat(youngOnly(cycle)).as("the next old canary was in waiting").isEqualTo(Collected.YOUNG);
    }

    /** The sweeper's view of a collection that finds only the young canary. */
    private static Collected youngOnly(CanaryCycle cycle) throws InterruptedException {
        cycle.arm();
        cycle.interrupt();
        return cycle.await(MINUTE);
    }

    /** The two canaries may come out one after the other. */
    private static Collected both(CanaryCycle cycle) throws InterruptedException {
        Collected first = cycle.await(MINUTE);
        cycle.arm();
        return first == Collected.ALL ? first : cycle.await(MINUTE);
    }

    @Test
    void inAHurryACollectionIsNoticedAsWell() throws Exception {
        CanaryCycle cycle = new CanaryCycle();
        cycle.hurry(true);
        cycle.hurry(true);
        for (int i = 0; i < 10; i++) {
            cycle.arm();
            assertThat(cycle.collect(MINUTE)).isTrue();
            assertThat(cycle.await(MINUTE)).isNotEqualTo(Collected.NOTHING);
        }
        cycle.hurry(false);
    }

    @Test
    void noticesComeUntilTheyAreStopped() throws Exception {
        AtomicInteger stopped = new AtomicInteger();
        AtomicInteger going = new AtomicInteger();
        GcNotices first = GcNotices.start(stopped::incrementAndGet);
        GcNotices second = GcNotices.start(going::incrementAndGet);
        System.gc();
        EngineFixture.until("both hear of it", () -> stopped.get() > 0 && going.get() == stopped.get());
        first.stop();
        int before = stopped.get();
        int heard = going.get();
        System.gc();
        EngineFixture.until("the other one still does", () -> going.get() > heard);
        second.stop();
        assertThat(stopped).hasValue(before);
    }

    /** A listener that was added later hears of a collection later, so it shows whether the first one still listens, or listens twice. */
    @Test
    void noticesAreListenedToWhileInAHurryAndNoLonger() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CanaryCycle cycle = new CanaryCycle(looks::incrementAndGet);
        cycle.hurry(true);
        cycle.hurry(true);
        AtomicInteger collections = new AtomicInteger();
        GcNotices later = GcNotices.start(collections::incrementAndGet);
        try {
            System.gc();
            EngineFixture.until("it has looked", () -> looks.get() > 0);
            cycle.hurry(false);
            int before = looks.get();
            int heard = collections.get();
            System.gc();
            EngineFixture.until("the later one has heard of it", () -> collections.get() > heard);
            assertThat(looks).hasValue(before);
        } finally {
            later.stop();
        }
    }

    @Test
    void aHurryLetsNoLivingCanaryOut() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        YoungCanary canary = new YoungCanary(queue);
        canary.hurry(); // not armed: there is none
        long before;
        Reference<?> out;
        do {
            before = collectionsOfTheJvm();
            canary.arm();
            canary.hurry();
            out = queue.remove(1);
        } while (collectionsOfTheJvm() > before);
        assertThat(out).isNull();
    }

    private static long collectionsOfTheJvm() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** With -XX:+DisableExplicitGC. */
    @Test
    void whereNoneCanBeAskedForACollectionThatComesByItselfIsWaitedFor() throws Exception {
        RequestedCollections requested = RequestedCollections.by(() -> {});
        AtomicInteger served = new AtomicInteger();
        Thread caller = call(requested, served);
        EngineFixture.until("it waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        System.gc();
        caller.join();
        assertThat(served).hasValue(1);
        assertThat(requested.collect(0)).as("the time is up").isFalse();
    }

    /** One is collecting; those who come meanwhile need one more collection, and not one each. */
    @Test
    void callersAtTheSameTimeShareTheNextCollection() throws Exception {
        AtomicInteger collections = new AtomicInteger();
        CountDownLatch firstBegun = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        RequestedCollections requested = new RequestedCollections(deadline -> {
            if (collections.incrementAndGet() == 1) {
                firstBegun.countDown();
                return firstMayEnd.await(1, TimeUnit.MINUTES);
            }
            return true;
        });
        AtomicInteger served = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        callers.add(call(requested, served));
        assertThat(firstBegun.await(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 0; i < 5; i++) {
            callers.add(call(requested, served));
        }
        for (Thread caller : callers.subList(1, 6)) {
            EngineFixture.until("it waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(requested.collect(1))
                .as("the time is up before the first ends")
                .isFalse();
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
        RequestedCollections requested = new RequestedCollections(deadline -> attempts.incrementAndGet() > 2);
        assertThat(requested.collect(MINUTE)).isFalse();
        assertThat(requested.collect(MINUTE)).isFalse();
        assertThat(requested.collect(MINUTE)).isTrue();
        assertThat(attempts).hasValue(3);
    }

    private static Thread call(RequestedCollections requested, AtomicInteger served) {
        Thread thread = new Thread(() -> {
            try {
                served.addAndGet(requested.collect(MINUTE) ? 1 : 0);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }
}
