package dev.sexton.benchmarks.cleanups.collecting;

import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Wrapper;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a young collection stops the world while many cleanups are live, as the JVM's log has it. */
public final class Pause implements Probe {
    private static final Pattern YOUNG = Pattern.compile("Pause Young .*? ([0-9.]+)ms$");

    /** G1 moves what has survived fifteen young collections. */
    private static final int UNTIL_OLD = 16;

    private static final int MEASURED = 15;
    private static final long BETWEEN = 1_000_000;

    private Path log = Path.of("");

    /** For the caller. */
    public Pause() {}

    @Override
    public void run(Arguments arguments, Figures figures) throws IOException {
        log = Path.of(arguments.text("log"));
        CleanupRivals who = arguments.constants("rivals", CleanupRivals.class).get(0);
        String setting = arguments.text("setting");
        CleanupRival<?> rival = who.create();
        Object[] objects = new Object[arguments.number("live")];
        try {
            figures.add(setting + " just added", who.label(), whileAdding(rival, objects));
            figures.add(setting + " old", who.label(), onceOld());
        } finally {
            Reference.reachabilityFence(objects);
            Reference.reachabilityFence(rival);
        }
    }

    private double whileAdding(CleanupRival<?> rival, Object[] objects) throws IOException {
        System.gc();
        int before = pauses().size();
        for (int i = 0; i < objects.length; i++) {
            objects[i] = new Wrapper();
            rival.add(objects[i], i);
        }
        YoungCollections.make(1, 0);
        List<Double> all = pauses();
        return all.subList(before, all.size()).stream()
                .mapToDouble(millis -> millis)
                .sum();
    }

    private double onceOld() throws IOException {
        System.gc();
        YoungCollections.make(UNTIL_OLD, BETWEEN);
        int before = pauses().size();
        YoungCollections.make(MEASURED, BETWEEN);
        List<Double> all = pauses();
        List<Double> sorted = all.subList(before, all.size()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private List<Double> pauses() throws IOException {
        return Files.readAllLines(log).stream()
                .map(YOUNG::matcher)
                .filter(Matcher::find)
                .map(matcher -> Double.valueOf(matcher.group(1)))
                .toList();
    }
}
