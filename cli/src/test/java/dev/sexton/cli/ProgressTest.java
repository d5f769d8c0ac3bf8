package dev.sexton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();

    @Test
    void writesOneLineOverAndOverAndLeavesNothingBehind() {
        Progress progress = new Progress(new PrintWriter(out), true);

        show(progress);
        show(progress);
        progress.end();

        assertThat(out.toString()).doesNotContain("\n").endsWith("\r\033[K");
        assertThat(out.toString().split("\r", -1)).hasSize(4);
        assertThat(out.toString()).contains("1 files, 2 MB read; 3 open, 4 closed; refused and retried 5 times");
    }

    @Test
    void writesNothingWhereNobodyLooks() {
        Progress progress = new Progress(new PrintWriter(out), false);

        show(progress);
        progress.end();

        assertThat(out.toString()).isEmpty();
    }

    private static void show(Progress progress) {
        Totals totals = new Totals();
        totals.read(2_000_000, 0);
        progress.show(totals, new Ledger.Counts(7, 4, 0, 3, 2));
    }
}
