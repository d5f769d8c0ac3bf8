package dev.sexton.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** The main class of a probe's JVM. */
public final class Fork {
    /** Begins the lines that are figures; anything else that appears on the output is not. */
    static final String FIGURE = "figure\t";

    private Fork() {}

    /**
     * Runs one probe and prints its figures.
     *
     * @param args the probe's class and its arguments
     * @throws Exception what the probe throws
     */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        Probe probe = Class.forName(words.get(0))
                .asSubclass(Probe.class)
                .getDeclaredConstructor()
                .newInstance();
        probe.run(Arguments.parse(words.subList(1, words.size())), Fork::print);
        System.out.flush();
        // Rivals have threads that are no daemons, or that are in the midst of something slow.
        Runtime.getRuntime().halt(0);
    }

    private static void print(String setting, String rival, double value) {
        System.out.println(FIGURE + setting + "\t" + rival + "\t" + String.format(Locale.ROOT, "%.6g", value));
    }
}
