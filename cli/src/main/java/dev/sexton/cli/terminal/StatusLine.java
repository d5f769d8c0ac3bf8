package dev.sexton.cli.terminal;

import java.io.PrintWriter;

/** One line that is overwritten while long work goes on; nothing is written unless a terminal shows it. */
public final class StatusLine {
    private static final String TO_LINE_START_AND_ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean watched;

    /**
     * Creates a line.
     *
     * @param out where to write it
     * @param watched whether to write anything
     */
    public StatusLine(PrintWriter out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    /**
     * Creates a line that is written if there is a terminal.
     *
     * @param out where to write it
     * @return the line
     */
    public static StatusLine onTerminal(PrintWriter out) {
        return new StatusLine(out, Terminal.isThere());
    }

    /**
     * Replaces the line.
     *
     * @param line what to write
     */
    public void write(String line) {
        if (watched) {
            out.print(TO_LINE_START_AND_ERASE + line);
            out.flush();
        }
    }

    /** Erases the line. */
    public void end() {
        write("");
    }
}
