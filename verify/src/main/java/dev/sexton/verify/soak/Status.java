package dev.sexton.verify.soak;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How it is going: a line written over and over on a terminal; elsewhere a line a minute. */
final class Status {
    private static final String TO_LINE_START_AND_ERASE = "\r\033[K";
    private static final Duration ELSEWHERE = Duration.ofMinutes(1);

    private final PrintWriter out;
    private final boolean watched;
    private final Duration time;
    private long minutesSaid;

    Status(PrintWriter out, boolean watched, Duration time) {
        this.out = out;
        this.watched = watched;
        this.time = time;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back at null where there is no terminal
    static Status onTerminal(PrintWriter out, Duration time) {
        Console console = System.console();
        return new Status(out, console != null && console.isTerminal(), time);
    }

    void show(int rounds, long ended, Duration since) {
        String line = String.format(
                Locale.ROOT,
                "%d of %d s, round %d: %,d cleanups, %,d a second",
                since.toSeconds(),
                time.toSeconds(),
                rounds + 1,
                ended,
                perSecond(ended, since));
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE + line);
            out.flush();
        } else if (since.dividedBy(ELSEWHERE) > minutesSaid) {
            minutesSaid = since.dividedBy(ELSEWHERE);
            out.println(line);
            out.flush();
        }
    }

    void end() {
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE);
            out.flush();
        }
    }

    static long perSecond(long count, Duration time) {
        return count * 1000 / Math.max(1, time.toMillis());
    }
}
