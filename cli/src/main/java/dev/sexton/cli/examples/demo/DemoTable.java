package dev.sexton.cli.examples.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;

/** Prints the result of a run of the demo. */
final class DemoTable {
    private final PrintWriter out;

    DemoTable(PrintWriter out) {
        this.out = out;
    }

    void print(DemoResult result) {
        printFiles(result.totals());
        printDescriptors(result);
        printCleanups(result);
        printVerdict(result);
        out.flush();
    }

    private void printFiles(Totals totals) {
        row("files", totals.files());
        row("bytes", totals.bytes());
        row(
                "combined checksum",
                String.format(Locale.ROOT, "%016x", totals.checksum()),
                "the sum of the files' CRC32C");
        row("unreadable and skipped", totals.unreadableFiles());
    }

    private void printDescriptors(DemoResult result) {
        Ledger.Counts descriptors = result.descriptors();
        row("opened", descriptors.opened());
        row("closed by hand", result.cleanups().byHand());
        row("closed by cleanups", result.cleanups().byWorkers());
        row("refused by the limit and retried", descriptors.refusedByLimit());
        row("refused by the system and retried", descriptors.refusedBySystem());
        row(
                "peak open",
                number(result.peakOpen()),
                "all of the process, by /proc/self/fd at refusals and every 100 ms");
    }

    private void printCleanups(DemoResult result) {
        row("sweeps", result.cleanups().sweeps());
        row("workers used", result.cleanups().workers());
        row("time", String.format(Locale.ROOT, "%.3f s", result.time().toNanos() / 1e9), "");
    }

    private void printVerdict(DemoResult result) {
        row("open by own account", result.descriptors().open());
        row("open by the system", number(result.openBySystem()), "below the directory, by /proc/self/fd");
        row("closed twice", result.descriptors().closedTwice());
        out.println("still open: " + result.stillOpen());
    }

    private void row(String name, long value) {
        row(name, number(value), "");
    }

    private void row(String name, String value, String note) {
        out.println(
                String.format(Locale.ROOT, "%-34s %17s   %s", name, value, note).stripTrailing());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? number(value.getAsInt()) : "not available";
    }
}
