package dev.sexton.benchmarks.cleanups.registering;

import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Wrapper;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.lang.ref.Reference;

/** How much the used heap grows with each live cleanup; the object itself, which was there before, does not count. */
public final class Heap implements Probe {
    private static final int FIRST = 1000;

    /** For the caller. */
    public Heap() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        CleanupRivals who = arguments.constants("rivals", CleanupRivals.class).get(0);
        int count = arguments.number("objects");
        Object[] objects = new Object[FIRST + count];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = new Wrapper();
        }
        CleanupRival<?> rival = who.create();
        try {
            add(rival, objects, 0, FIRST); // classes, threads and whatever else is there once
            long before = used();
            add(rival, objects, FIRST, objects.length);
            figures.add(arguments.text("setting"), who.label(), (used() - before) / (double) count);
        } finally {
            Reference.reachabilityFence(objects);
            Reference.reachabilityFence(rival);
        }
    }

    private static void add(CleanupRival<?> rival, Object[] objects, int from, int to) {
        for (int i = from; i < to; i++) {
            rival.add(objects[i], i);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
