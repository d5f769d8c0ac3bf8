package dev.sexton.benchmarks.report;

import java.util.Locale;

/** Numbers with as many digits as mean something. */
final class Numbers {
    private Numbers() {}

    /** Three digits or so, never an exponent. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "–"; // a ratio to what took no time at all
        }
        double size = Math.abs(value);
        String format =
                size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }

    /** The median, and the quartiles behind it. */
    static String text(Spread spread) {
        return text(spread.median()) + " (" + text(spread.low()) + " – " + text(spread.high()) + ")";
    }
}
