package dev.sexton.cli.top;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The output: redrawn on a terminal; elsewhere one more line for each runtime and reading. */
final class TopScreen {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String CLEAR = "\033[2J";
    private static final String HOME = "\033[H";
    private static final String ERASE_REST_OF_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";

    private final PrintWriter out;
    private final boolean redraws;
    private boolean begun;

    TopScreen(PrintWriter out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    void show(Instant time, List<TopRow> rows) {
        String clock = CLOCK.format(time);
        if (redraws) {
            // A line that is too long wraps; the line after it still begins where it should.
            out.print((begun ? "" : CLEAR) + HOME);
            line("    time " + TopRow.HEADER);
            rows.forEach(row -> line(clock + " " + row));
            if (rows.isEmpty()) {
                line(clock + "   no runtime: nothing has been live for the idle timeout");
            }
            out.print(ERASE_BELOW);
        } else {
            if (!begun) {
                out.println("    time " + TopRow.HEADER);
            }
            rows.forEach(row -> out.println(clock + " " + row));
        }
        begun = true;
        out.flush();
    }

    private void line(String content) {
        out.println(content + ERASE_REST_OF_LINE);
    }

    /** Returns false once the output is closed, as by {@code | head}. */
    boolean isOpen() {
        return !out.checkError();
    }
}
