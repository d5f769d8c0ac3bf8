package dev.sexton.benchmarks.cleanups.collecting;

import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Wrapper;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.util.stream.IntStream;

/**
 * The CPU time of Sexton's threads for each young collection while many old cleanups are live, beside that of looking once at
 * each of as many references. Collections come one at a time, so that each sweep is over before the next.
 */
public final class SweeperCpu implements Probe {
    /** So long that the sweep after a collection is over. */
    private static final long BETWEEN = 50_000_000;

    /** Twice the collections that an object survives before it is moved. */
    private static final int UNTIL_OLD = 32;

    private static final int SAMPLE = 1_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Holds the results of the looks, so that they are not optimised away. */
    static volatile int sink;

    /** For the caller. */
    public SweeperCpu() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        int live = arguments.number("live");
        int collections = arguments.number("collections");
        String setting = arguments.text("setting");
        CleanupRival<?> rival = CleanupRivals.sextonWithoutBackstop();
        Object[] objects = new Object[live];
        try {
            for (int i = 0; i < live; i++) {
                objects[i] = new Wrapper();
                rival.add(objects[i], i);
            }
            System.gc();
            YoungCollections.make(UNTIL_OLD, BETWEEN);
            long before = cpuOfSexton();
            YoungCollections.make(collections, BETWEEN);
            figures.add(setting, "Sexton", (cpuOfSexton() - before) / 1e3 / collections);
        } finally {
            Reference.reachabilityFence(objects);
            Reference.reachabilityFence(rival);
        }
        figures.add(setting, "one look at each", nanosOfALook() * live / 1e3);
    }

    private static long cpuOfSexton() {
        long nanos = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("sexton-")) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return nanos;
    }

    private static double nanosOfALook() {
        Object[] objects = new Object[SAMPLE];
        Look[] looks = new Look[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            objects[i] = new Wrapper();
            looks[i] = new Look(objects[i]);
        }
        System.gc();
        try {
            return IntStream.range(0, 10)
                    .mapToDouble(round -> nanosOfALook(looks))
                    .min()
                    .orElseThrow();
        } finally {
            Reference.reachabilityFence(objects);
        }
    }

    private static double nanosOfALook(Look[] looks) {
        long start = THREADS.getCurrentThreadCpuTime();
        sink = dead(looks);
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) SAMPLE;
    }

    private static int dead(Look[] looks) {
        int dead = 0;
        for (Look look : looks) {
            if (look.refersTo(null)) {
                dead++;
            }
        }
        return dead;
    }

    private static final class Look extends PhantomReference<Object> {
        Look(Object object) {
            super(object, null);
        }
    }
}
