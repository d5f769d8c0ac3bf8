package dev.sexton.benchmarks.cleanups.registering;

import dev.sexton.benchmarks.cleanups.Action;
import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Countdown;
import dev.sexton.benchmarks.cleanups.Wrapper;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;

/** From the first of many registrations whose objects are dropped at once to the last action run, collections included. */
public final class LifeCycle implements Probe {
    /** For the caller. */
    public LifeCycle() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        CleanupRivals who = arguments.constants("rivals", CleanupRivals.class).get(0);
        int objects = arguments.number("objects");
        CleanupRival<?> rival = who.create();
        nanos(rival, objects); // warms up
        figures.add(arguments.text("setting"), who.label(), nanos(rival, objects) / (double) objects);
    }

    private static long nanos(CleanupRival<?> rival, int objects) {
        Countdown countdown = new Countdown(objects);
        Action.set(handle -> countdown.release());
        long start = System.nanoTime();
        for (int i = 0; i < objects; i++) {
            rival.add(new Wrapper(), i);
        }
        System.gc();
        countdown.await();
        return System.nanoTime() - start;
    }
}
