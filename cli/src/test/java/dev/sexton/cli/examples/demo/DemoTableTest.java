package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Printed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DemoTableTest {
    private static final Ledger.Counts CLEAN = new Ledger.Counts(1234, 1234, 0, 3, 4);

    @Test
    void showsEachFigureInItsRow() {
        DemoRun printed = print(result(CLEAN, OptionalInt.of(0), OptionalInt.of(77)));

        assertThat(printed.number("files")).isEqualTo(1);
        assertThat(printed.number("bytes")).isEqualTo(5);
        assertThat(printed.text("combined checksum")).isEqualTo("00000000000000ff");
        assertThat(printed.number("unreadable and skipped")).isEqualTo(1);
        assertThat(printed.text("opened")).isEqualTo("1,234");
        assertThat(printed.number("closed by hand")).isEqualTo(14);
        assertThat(printed.number("closed by cleanups")).isEqualTo(16);
        assertThat(printed.number("refused by the limit and retried")).isEqualTo(3);
        assertThat(printed.number("refused by the system and retried")).isEqualTo(4);
        assertThat(printed.number("peak open")).isEqualTo(77);
        assertThat(printed.number("sweeps")).isEqualTo(21);
        assertThat(printed.number("workers used")).isEqualTo(22);
        assertThat(printed.text("time")).isEqualTo("1.234 s");
        assertThat(printed.out()).endsWith("\nstill open: 0\n");
    }

    @Test
    void saysWhereTheSystemDoesNotTell() {
        DemoResult result = result(CLEAN, OptionalInt.empty(), OptionalInt.empty());

        assertThat(print(result).text("peak open")).isEqualTo("not available");
        assertThat(print(result).text("open by the system")).isEqualTo("not available");
        assertThat(print(result).out()).endsWith("\nstill open: 0\n");
        assertThat(result.isClean()).isTrue();
    }

    @Test
    void believesTheWorseOfTheTwoAccounts() {
        Ledger.Counts twoOpen = new Ledger.Counts(5, 3, 0, 0, 0);

        assertThat(result(twoOpen, OptionalInt.of(0), OptionalInt.empty()).stillOpen())
                .isEqualTo(2);
        assertThat(result(twoOpen, OptionalInt.of(0), OptionalInt.empty()).isClean())
                .isFalse();
        assertThat(result(twoOpen, OptionalInt.empty(), OptionalInt.empty()).stillOpen())
                .isEqualTo(2);
        assertThat(result(CLEAN, OptionalInt.of(3), OptionalInt.empty()).stillOpen())
                .isEqualTo(3);
        assertThat(result(CLEAN, OptionalInt.of(3), OptionalInt.empty()).isClean())
                .isFalse();
    }

    @Test
    void isNotCleanIfSomethingWasClosedTwice() {
        assertThat(result(new Ledger.Counts(5, 5, 1, 0, 0), OptionalInt.of(0), OptionalInt.empty())
                        .isClean())
                .isFalse();
    }

    private static DemoResult result(Ledger.Counts counts, OptionalInt openBySystem, OptionalInt peak) {
        Totals totals = new Totals();
        totals.read(5, 255);
        totals.unreadable();
        DemoResult.Cleanups cleanups = new DemoResult.Cleanups(14, 16, 21, 22);
        return new DemoResult(totals, counts, openBySystem, peak, true, cleanups, Duration.ofMillis(1234));
    }

    @Test
    void theLineThatShowsHowFarItIsHasTheSameFigures() {
        Totals totals = new Totals();
        totals.read(2_000_000, 0);

        assertThat(Demo.inWords(totals, new Ledger.Counts(7, 4, 0, 3, 2)))
                .isEqualTo("1 files, 2 MB read; 3 open, 4 closed; refused and retried 5 times");
    }

    private static DemoRun print(DemoResult result) {
        StringWriter out = new StringWriter();
        new DemoTable(new PrintWriter(out)).print(result);
        return new DemoRun(new Printed(0, out.toString(), ""));
    }
}
