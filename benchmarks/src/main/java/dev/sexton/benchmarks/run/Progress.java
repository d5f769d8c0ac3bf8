package dev.sexton.benchmarks.run;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** One line that is written over and over while it runs; a line for each question where nobody looks at a terminal. */
public final class Progress {
    private static final String TO_LINE_START_AND_ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean watched;
    private final TimeLeft timeLeft;

    Progress(PrintWriter out, boolean watched, TimeLeft timeLeft) {
        this.out = out;
        this.watched = watched;
        this.timeLeft = timeLeft;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back at null where there is no terminal
    static boolean isTerminal() {
        Console console = System.console();
        return console != null;
    }

    void begins(Question question, Run run, double elapsed) {
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE
                    + String.format(
                            Locale.ROOT,
                            "%3.0f %%  %s left  %s, %s",
                            100 * timeLeft.part(),
                            minutes(timeLeft.seconds(elapsed)),
                            question.name(),
                            run.label()));
            out.flush();
        }
    }

    void hasEnded(Run run) {
        timeLeft.done(run.seconds());
    }

    void hasEnded(Question question, double seconds) {
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE);
        }
        out.printf(Locale.ROOT, "%s: measured in %s%n", question.name(), minutes(seconds));
        out.flush();
    }

    private static String minutes(double seconds) {
        long rounded = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d min", rounded / 60, rounded % 60);
    }
}
