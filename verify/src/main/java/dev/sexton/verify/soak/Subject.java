package dev.sexton.verify.soak;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.CleanupStats;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A runtime with settings drawn at random, and its part of the ledger. */
final class Subject {
    private static final int CONTENDED = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Ledger ledger;
    private final CleanupRuntime runtime;
    private final Queue<Page> pages = new ConcurrentLinkedQueue<>();

    /** Handles for anybody to stop or clean while the objects die. */
    private final AtomicReferenceArray<Held.@Nullable Contended> contended = new AtomicReferenceArray<>(CONTENDED);

    private final AtomicLong turn = new AtomicLong();
    private final AtomicLong failuresPlanned = new AtomicLong();
    private final AtomicLong failuresHandled = new AtomicLong();

    /** For what actions add. Under its own monitor's owner, this object. */
    private @Nullable Page inside;

    /** Whether it will be closed in the midst of things. */
    private final boolean closing;

    /** Whether it is collected by System.gc() alone at the end, so that nothing but a noticed collection leads to a sweep. */
    private final boolean unaided;

    private volatile @Nullable CleanupStats last;

    Subject(int number, Dice dice, Ledger ledger) {
        this.ledger = ledger;
        this.closing = dice.oneIn(4);
        this.unaided = dice.oneIn(2);
        int maxWorkers = dice.roll(4);
        Duration sweepInterval = Duration.ofMillis(pick(dice, 10, 1_000, 3_600_000));
        Duration idleTimeout = Duration.ofMillis(pick(dice, 1, 50, 30_000));
        boolean trackSites = dice.oneIn(8);
        boolean ownThreads = dice.oneIn(4);
        this.name = "soak-" + number + "[maxWorkers=" + maxWorkers + ", sweepInterval=" + sweepInterval
                + ", idleTimeout="
                + idleTimeout + ", trackSites=" + trackSites + ", ownThreads=" + ownThreads + ", closing=" + closing
                + ", unaided=" + unaided + "]";
        CleanupRuntime.Builder builder = CleanupRuntime.builder()
                .name("soak-" + number)
                .sweepInterval(sweepInterval)
                .idleTimeout(idleTimeout)
                .failureHandler(this::handle);
        if (trackSites) {
            builder.trackSites();
        }
        if (maxWorkers > 0) {
            builder.maxWorkers(maxWorkers);
        }
        if (ownThreads) {
            ThreadFactory threads = Thread.ofPlatform()
                    .daemon()
                    .name("soak-" + number + "-own-", 0)
                    .factory();
            builder.threadFactory(threads);
        }
        this.runtime = builder.build();
    }

    private static long pick(Dice dice, long... choices) {
        return choices[dice.roll(choices.length)];
    }

    /** Also tells that not every failure of a handler is an error of the library: some are planned. */
    private void handle(Cleanup cleanup, Throwable failure) {
        ledger.check(failure instanceof PlannedFailure, "An action failed unplanned: " + failure);
        failuresHandled.incrementAndGet();
    }

    CleanupRuntime runtime() {
        return runtime;
    }

    Ledger ledger() {
        return ledger;
    }

    String name() {
        return name;
    }

    boolean isClosing() {
        return closing;
    }

    Page newPage() {
        Page page = new Page(this, closing);
        pages.add(page);
        return page;
    }

    synchronized void addInside() {
        Page page = inside;
        if (page == null || page.isFull()) {
            page = inside = newPage();
        }
        page.add(new Object(), Behaviour.NOTHING);
    }

    /** Puts it where {@link #anyContended} finds it. */
    void contend(Held.Contended cleanup) {
        contended.setRelease((int) (turn.getAndIncrement() % CONTENDED), cleanup);
    }

    /** One of the latest, often the same for several threads. */
    Held.@Nullable Contended anyContended() {
        return contended.getAcquire((int) ((turn.get() + CONTENDED - 1) % CONTENDED));
    }

    void failurePlanned() {
        failuresPlanned.incrementAndGet();
    }

    void expectClosing(IllegalStateException closed) {
        ledger.check(closing, "A runtime that nobody has closed refused a cleanup: " + closed);
    }

    void awaitIdleBriefly() {
        try {
            runtime.awaitIdle(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The promises of stats(), whatever is going on. */
    void checkStats() {
        CleanupStats before = last;
        CleanupStats now = runtime.stats();
        last = now;
        ledger.check(
                now.live() >= 0
                        && now.executed() <= now.queued()
                        && now.failed() <= now.executed()
                        && now.asleep() >= 0
                        && now.running() <= now.workers(),
                "The figures contradict each other: " + now);
        ledger.check(
                before == null
                        || (now.added() >= before.added()
                                && now.stopped() >= before.stopped()
                                && now.cleaned() >= before.cleaned()
                                && now.queued() >= before.queued()
                                && now.executed() >= before.executed()
                                && now.failed() >= before.failed()
                                && now.sweeps() >= before.sweeps()),
                "A figure has decreased: from " + before + " to " + now);
    }

    /** Waits until everything has ended that can, all objects being dead. */
    void settle() throws InterruptedException {
        for (int i = 0; i < CONTENDED; i++) {
            contended.set(i, null);
        }
        if (closing) {
            runtime.close();
            pages.forEach(Page::stopLive);
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSettled() && System.nanoTime() < deadline && ledger.discrepancy() == null) {
            if (unaided) {
                System.gc();
            } else {
                runtime.reclaim(PATIENCE);
            }
            // If unaided, for the sweeper and the workers, whom nobody but the canary and the queue's protocol wake.
            awaitSettled(Duration.ofSeconds(1));
        }
        ledger.check(isSettled(), "Runtime " + name + " did not settle within " + PATIENCE + ": " + runtime.stats());
    }

    private void awaitSettled(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSettled() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private boolean isSettled() {
        CleanupStats stats = runtime.stats();
        return stats.live() == 0 && stats.executed() == stats.queued();
    }

    /** Compares the pages with the runtime's own figures; to be called when it has settled. */
    Page.Count audit() {
        checkStats();
        Page.Count count = Page.Count.NONE;
        long used = 0;
        for (Page page : pages) {
            count = count.plus(page.audit());
            used += page.used();
        }
        CleanupStats stats = runtime.stats();
        ledger.check(
                stats.added() == used - count.refused()
                        && stats.executed() == count.ran()
                        && stats.queued() == count.ran()
                        && stats.cleaned() == count.cleaned()
                        && stats.stopped() == count.stopped()
                        && stats.live() == 0
                        && stats.failed() == failuresPlanned.get()
                        && failuresHandled.get() == failuresPlanned.get(),
                "The runtime's figures are not the ledger's: " + stats + " but " + count + " of " + used + " entries, "
                        + failuresPlanned + " failures planned and " + failuresHandled + " handled, in " + name);
        return count;
    }

    @Override
    public String toString() {
        return name + "\n    " + runtime.stats();
    }
}
