package dev.sexton.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line that is written over and over while long work goes on; nothing at all unless somebody looks at a terminal. */
final class Progress {
    private static final String TO_LINE_START_AND_ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean watched;

    Progress(PrintWriter out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    static Progress onTerminal(PrintWriter out) {
        return new Progress(out, Terminal.isThere());
    }

    void show(Totals totals, Ledger.Counts descriptors) {
        write(String.format(
                Locale.ROOT,
                "%,d files, %,d MB read; %,d open, %,d closed; refused and retried %,d times",
                totals.files(),
                totals.bytes() / 1_000_000,
                descriptors.open(),
                descriptors.closed(),
                descriptors.refused()));
    }

    void end() {
        write("");
    }

    void write(String line) {
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE + line);
            out.flush();
        }
    }
}
