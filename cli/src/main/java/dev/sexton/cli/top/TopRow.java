package dev.sexton.cli.top;

import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The line of one runtime: its figures and their rates since the reading before. Columns are separated by blanks. */
final class TopRow {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%10s %10s %11s %11s %8s %10s %10s %10s %8s %8s %9s %7s  %s",
            "live",
            "waiting",
            "queued",
            "executed",
            "failed",
            "added/s",
            "queued/s",
            "executed/s",
            "failed/s",
            "workers",
            "sweep-ms",
            "ago-s",
            "runtime");

    /** Shown for a figure that has no value yet. */
    private static final String NONE = "-";

    private final RuntimeReading now;
    private final @Nullable RuntimeReading before;
    private final double seconds;
    private final long millis;

    /** {@code before} is null if there was no reading before; {@code millis} is the time of this one, since 1970. */
    TopRow(RuntimeReading now, @Nullable RuntimeReading before, double seconds, long millis) {
        this.now = now;
        this.before = before;
        this.seconds = seconds;
        this.millis = millis;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%10d %10d %11d %11d %8d %10s %10s %10s %8s %8s %9s %7s  %s",
                now.live(),
                now.waiting(),
                now.queued(),
                now.executed(),
                now.failed(),
                rate(RuntimeReading::added),
                rate(RuntimeReading::queued),
                rate(RuntimeReading::executed),
                rate(RuntimeReading::failed),
                now.running() + "/" + now.workers(),
                swept() ? decimal(now.lastSweep().toNanos() / 1e6, 2) : NONE,
                swept() ? decimal((millis - now.lastSweepEnd().toEpochMilli()) / 1e3, 1) : NONE,
                now.runtime());
    }

    private boolean swept() {
        return now.lastSweepEnd().toEpochMilli() != 0;
    }

    /** Returns no rate if another runtime has taken the name meanwhile. */
    private String rate(ToLongFunction<RuntimeReading> count) {
        if (before == null || before.added() > now.added()) {
            return NONE;
        }
        return decimal((count.applyAsLong(now) - count.applyAsLong(before)) / seconds, 1);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
