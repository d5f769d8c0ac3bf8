package dev.sexton.benchmarks.cleanups.running;

import dev.sexton.benchmarks.cleanups.Action;
import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Countdown;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many actions a second, from the return of {@code System.gc()} to the last. An action fills an array of 64 slots, or computes
 * for about 1 µs or 100 µs, in the same number of steps for all rivals, so that workers that share a processor gain nothing.
 */
public final class Throughput implements Probe {
    private static final int SLOTS = 64;
    private static final int ARRAYS = 1024;

    /** About this many, on a processor of today. A calibration would give each rival another number. */
    private static final long STEPS_PER_MICRO = 400;

    /** For the caller. */
    public Throughput() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        String setting = arguments.text("setting");
        int actions = arguments.number("actions");
        LongConsumer work = work(arguments.number("micros"));
        String workers = arguments.text("workers");
        CleanupRivals who = arguments.constants("rivals", CleanupRivals.class).get(0);
        CleanupRival<?> rival =
                workers.equals("default") ? who.create() : CleanupRivals.sexton(Integer.parseInt(workers));
        String label = workers.equals("default") ? who.label() : who.label() + ", workers: " + workers;
        nanos(rival, actions, work); // warms up
        figures.add(setting, label, nanos(rival, actions, work) / (double) actions);
    }

    private static long nanos(CleanupRival<?> rival, int actions, LongConsumer work) {
        Countdown countdown = new Countdown(actions);
        Action.set(handle -> {
            work.accept(handle);
            countdown.release();
        });
        rival.addAndDrop(actions, 0);
        System.gc();
        long start = System.nanoTime();
        countdown.await();
        return System.nanoTime() - start;
    }

    private static LongConsumer work(int micros) {
        if (micros == 0) {
            long[][] arrays = new long[ARRAYS][SLOTS];
            return handle -> Arrays.fill(arrays[(int) handle & (ARRAYS - 1)], handle);
        }
        return handle -> Blackhole.consumeCPU(STEPS_PER_MICRO * micros);
    }
}
