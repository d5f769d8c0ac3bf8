package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.internal.site.RegistrationSite;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Counts, by source, the objects that were left to the collector although they could have been closed by hand, and reports them to
 * the handler: the first of a source at once, later ones at most once per interval, all in one report.
 *
 * Workers count each cleanup before they run it, and report after each block. A worker also makes the reports that the interval has
 * held back: the sweeper looks now and then whether some are due, and nudges a worker. So a slow handler holds up a worker, as a
 * slow cleanup does, and never the sweeper.
 */
/** Counts leaks by source and reports them to the handler. */
public final class LeakReports {
    static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private static final StackTraceElement UNKNOWN = new StackTraceElement("unknown", "unknown", null, -1);

    private record Source(String type, StackTraceElement site, StackTraceElement creator) {}

    /** Under its own lock. */
    private static final class Count {
        private long pending;
        private long total;
        private boolean reported;
        private long reportedAt;

        synchronized void add() {
            pending++;
            total++;
        }

        synchronized boolean isPending() {
            return pending > 0;
        }

        synchronized boolean isDue(long now) {
            return pending > 0 && (!reported || now - reportedAt >= INTERVAL);
        }

        /** The report that is to be made, null if none is. */
        synchronized @Nullable LeakReport take(String runtime, Source source, long now, boolean all) {
            if (!isDue(now) && !(all && pending > 0)) {
                return null;
            }
            LeakReport leak = new LeakReport(runtime, source.type, source.site, source.creator, pending, total);
            pending = 0;
            reported = true;
            reportedAt = now;
            return leak;
        }
    }

    private final String runtime;
    private final Consumer<LeakReport> handler;
    private final LongSupplier nanoTime;
    private final Map<Source, Count> counts = new ConcurrentHashMap<>();

    /** Makes one that has counted nothing. */
    public LeakReports(String runtime, Consumer<LeakReport> handler, LongSupplier nanoTime) {
        this.runtime = runtime;
        this.handler = handler;
        this.nanoTime = nanoTime;
    }

    /** Counts a cleanup that a worker is about to run, if a call of {@code close} should have made it superfluous. */
    void count(Special special) {
        // An object that is alive was not forgotten: the JVM's exit runs its cleanup.
        RegistrationSite site = special.site();
        String closeable = site == null ? null : site.closeable();
        if (site != null && closeable != null && special.isDead()) {
            Source source = new Source(closeable, known(site.call()), known(site.creator()));
            counts.computeIfAbsent(source, first -> new Count()).add();
        }
    }

    private static StackTraceElement known(@Nullable StackTraceElement element) {
        return Objects.requireNonNullElse(element, UNKNOWN);
    }

    /** Whether leaks were counted and not reported. */
    boolean arePending() {
        return counts.values().stream().anyMatch(Count::isPending);
    }

    /** Whether {@link #report} would make a report. */
    boolean areDue() {
        long now = nanoTime.getAsLong();
        return counts.values().stream().anyMatch(count -> count.isDue(now));
    }

    /** Makes the reports that are due. */
    void report() {
        report(false);
    }

    /** Makes all reports that are left, whatever the interval. */
    public void reportAll() {
        report(true);
    }

    private void report(boolean all) {
        long now = nanoTime.getAsLong();
        counts.forEach((source, count) -> {
            LeakReport leak = count.take(runtime, source, now, all);
            if (leak != null) {
                record(leak);
                handle(leak);
            }
        });
    }

    private static void record(LeakReport leak) {
        try {
            if (Trace.isOn()) {
                Events.leaked(leak);
            }
        } catch (Throwable notRecorded) {
            // The handler is called all the same.
        }
    }

    private void handle(LeakReport leak) {
        try {
            handler.accept(leak);
        } catch (Throwable handlerFailure) {
            Log.leakHandlerFailed(leak, handlerFailure);
        }
    }
}
