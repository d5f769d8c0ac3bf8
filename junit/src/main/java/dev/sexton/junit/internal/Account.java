package dev.sexton.junit.internal;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.CleanupStats;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** Compares what one test registers with a runtime with what it closes. */
public final class Account {
    /** How many sites a message names. */
    private static final int SITES = 10;

    private static final String OVERLAP =
            ". Another test that this extension checks has used the same runtime at the same"
                    + " time, so they may be that test's: do not run the two concurrently, or give each a CleanupRuntime of its own,"
                    + " as a parameter";

    /** How many tests use a runtime now, and whether several did since none did. Guarded by itself. */
    private static final Map<CleanupRuntime, Use> USES = new WeakHashMap<>();

    private static final class Use {
        int tests;
        boolean overlap;
    }

    private final CleanupRuntime runtime;
    private final CleanupStats begin;
    private final Map<StackTraceElement, Long> earlier;

    /** For the test's thread alone. */
    private boolean entered;

    private Account(CleanupRuntime runtime) {
        this.runtime = runtime;
        this.begin = runtime.stats();
        this.earlier = runtime.liveSites();
    }

    /**
     * Returns a new account, which begins now.
     *
     * @param runtime the runtime that the test uses
     * @return the account
     */
    public static Account of(CleanupRuntime runtime) {
        return new Account(runtime);
    }

    /**
     * Returns the runtime that the test uses.
     *
     * @return the runtime
     */
    public CleanupRuntime runtime() {
        return runtime;
    }

    /** Notes that a test uses the runtime from now on. */
    public void enter() {
        entered = true;
        synchronized (USES) {
            Use use = USES.computeIfAbsent(runtime, key -> new Use());
            use.tests++;
            use.overlap |= use.tests > 1;
        }
    }

    /**
     * Notes that the test no longer uses the runtime.
     *
     * @return whether another test used it meanwhile
     */
    public boolean leave() {
        if (!entered) {
            return false; // an earlier step has failed
        }
        synchronized (USES) {
            Use use = USES.computeIfAbsent(runtime, key -> new Use());
            boolean overlap = use.overlap;
            use.tests--;
            use.overlap &= use.tests > 0;
            return overlap;
        }
    }

    /**
     * Fails if the test has left an object that is not closed.
     *
     * @param overlap whether other tests have used the runtime at the same time
     */
    public void checkClosed(boolean overlap) {
        Left left = left();
        if (left.total() > 0) {
            throw new AssertionError("The test has not closed all objects that it has registered with " + runtime + ": "
                    + left.live() + " still live, " + left.collected()
                    + " found dead by the collector. Close the objects"
                    + " in the test, or mark it @CollectorMayClose if they are to be forgotten"
                    + (overlap ? OVERLAP : "")
                    + sites());
        }
    }

    /**
     * Fails if the test has left an object that the collector cannot close either.
     *
     * @param limit how long to wait for the collector
     * @param overlap whether other tests have used the runtime at the same time
     * @throws InterruptedException if the thread is interrupted
     */
    public void checkCollectable(Duration limit, boolean overlap) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (left().live() > 0) {
            runtime.reclaim(limit);
            long live = left().live();
            if (live > 0 && System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Objects that the test has registered with " + runtime + " are still reachable: "
                                + live + " still live after " + limit.toMillis()
                                + " ms of collections. Drop all references to them"
                                + " before the test ends; Reachability.assertCollectable shows what holds an object"
                                + (overlap ? OVERLAP : "") + sites());
            }
        }
    }

    /** Returns where the cleanups that are live now and were not at the beginning were registered, most first. */
    private String sites() {
        Map<StackTraceElement, Long> more = new HashMap<>(runtime.liveSites());
        earlier.forEach((site, count) -> more.merge(site, -count, Long::sum));
        more.values().removeIf(count -> count <= 0);
        if (more.isEmpty()) {
            return ".\nThe lines that registered them are shown if the runtime tracks sites"
                    + " (-Dsexton.cleanup.trackSites=true for the shared one)";
        }
        return more.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SITES)
                .map(site -> "\n    " + site.getValue() + " registered at " + site.getKey())
                .collect(Collectors.joining("", ".\nStill live:", more.size() > SITES ? "\n    …" : ""));
    }

    private Left left() {
        CleanupStats now = runtime.stats();
        long closed = now.stopped() - begin.stopped() + now.cleaned() - begin.cleaned();
        long total = now.added() - begin.added() - closed;
        return new Left(total, Math.min(total, now.queued() - begin.queued()));
    }

    /**
     * The test's cleanups that were neither stopped nor cleaned.
     *
     * @param collected how many of them belonged to objects that the collector has found dead
     */
    private record Left(long total, long collected) {
        long live() {
            return total - collected;
        }
    }
}
