package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.Leak;
import dev.sexton.cleanup.LeakHandler;
import dev.sexton.cleanup.internal.site.RegistrationSite;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Counts the objects that were left to the collector although they could have been closed by hand, by place, and tells the
 * handler: at once for the first of a place, and then at most once per interval, with all that has come together.
 *
 * Workers count each cleanup before they run it and report after each block. What the interval has held back is reported by a
 * worker, too: the sweeper, which looks now and then, gives it an empty block. So a slow handler holds up a worker, as a slow
 * cleanup does, and never the sweeper.
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
        synchronized @Nullable Leak take(String runtime, Source source, long now, boolean all) {
            if (!isDue(now) && !(all && pending > 0)) {
                return null;
            }
            Leak leak = new Leak(runtime, source.type, source.site, source.creator, pending, total);
            pending = 0;
            reported = true;
            reportedAt = now;
            return leak;
        }
    }

    private final String runtime;
    private final LeakHandler handler;
    private final LongSupplier nanoTime;
    private final Map<Source, Count> counts = new ConcurrentHashMap<>();

    /** Makes one that has counted nothing. */
    public LeakReports(String runtime, LeakHandler handler, LongSupplier nanoTime) {
        this.runtime = runtime;
        this.handler = handler;
        this.nanoTime = nanoTime;
    }

    /** Counts a cleanup that a worker is about to run, if it should have been made superfluous by hand. */
    void count(Special special) {
        // Still there if the JVM's exit runs what is live: nobody has forgotten it.
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

    /** Whether something was counted and not reported. */
    boolean arePending() {
        return counts.values().stream().anyMatch(Count::isPending);
    }

    /** Whether {@link #report} would report something. */
    boolean areDue() {
        long now = nanoTime.getAsLong();
        return counts.values().stream().anyMatch(count -> count.isDue(now));
    }

    /** Reports what is due. */
    void report() {
        report(false);
    }

    /** Reports what is left, whatever the interval. */
    public void reportAll() {
        report(true);
    }

    private void report(boolean all) {
        long now = nanoTime.getAsLong();
        counts.forEach((source, count) -> {
            Leak leak = count.take(runtime, source, now, all);
            if (leak != null) {
                if (Trace.isOn()) {
                    Events.leaked(leak);
                }
                tell(leak);
            }
        });
    }

    private void tell(Leak leak) {
        try {
            handler.leaked(leak);
        } catch (Throwable handlerFailure) {
            Log.leakHandlerFailed(leak, handlerFailure);
        }
    }
}
