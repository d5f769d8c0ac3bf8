package dev.sexton.benchmarks.cleanups.running;

import dev.sexton.benchmarks.cleanups.Action;
import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Countdown;
import dev.sexton.benchmarks.cleanups.Wrapper;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after the collection that found its object dead an action runs, with and without one slow action. Forty
 * batches die, one after the other, in the time that the slow one, which dies with the first of them, takes.
 */
public final class Delay implements Probe {
    private static final int BATCH = 100;
    private static final int BATCHES = 40;
    private static final long SLOW = -1;

    /** For the caller. */
    public Delay() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        CleanupRivals who = arguments.constants("rivals", CleanupRivals.class).get(0);
        int seconds = arguments.number("seconds");
        CleanupRival<?> rival = who.create();
        long between = seconds * 1_000_000_000L / BATCHES;
        delays(rival, BATCHES / 8, between, 0); // warms up
        long[] alone = delays(rival, BATCHES / 4, between, 0);
        figures.add("p50, nobody slow", who.label(), millis(alone, 0.50));
        figures.add("p99, nobody slow", who.label(), millis(alone, 0.99));
        long[] behind = delays(rival, BATCHES, between, seconds);
        figures.add("p50, one slow", who.label(), millis(behind, 0.50));
        figures.add("p99, one slow", who.label(), millis(behind, 0.99));
        figures.add("p99, one slow", "the slow action", seconds * 1e3);
    }

    /** Sorted, in nanoseconds. */
    private static long[] delays(CleanupRival<?> rival, int batches, long between, int slowSeconds) {
        AtomicLongArray died = new AtomicLongArray(batches);
        AtomicLongArray ran = new AtomicLongArray(batches * BATCH);
        Countdown countdown = new Countdown(batches * BATCH);
        Action.set(handle -> {
            if (handle == SLOW) {
                sleep(slowSeconds);
            } else {
                ran.set((int) handle, System.nanoTime());
                countdown.release();
            }
        });
        for (int batch = 0; batch < batches; batch++) {
            if (batch == 0 && slowSeconds > 0) {
                rival.add(new Wrapper(), SLOW);
            }
            rival.addAndDrop(BATCH, (long) batch * BATCH);
            System.gc();
            died.set(batch, System.nanoTime());
            LockSupport.parkNanos(between);
        }
        countdown.await();
        long[] delays = new long[batches * BATCH];
        for (int i = 0; i < delays.length; i++) {
            // A concurrent action may have run before System.gc() returned.
            delays[i] = Math.max(0, ran.get(i) - died.get(i / BATCH));
        }
        Arrays.sort(delays);
        return delays;
    }

    private static void sleep(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }
}
