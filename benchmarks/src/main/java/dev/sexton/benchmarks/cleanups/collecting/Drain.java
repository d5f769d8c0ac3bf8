package dev.sexton.benchmarks.cleanups.collecting;

import dev.sexton.benchmarks.cleanups.Action;
import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Countdown;
import dev.sexton.benchmarks.run.Arguments;
import dev.sexton.benchmarks.run.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the return of {@code System.gc()}, and from its call, until the last of many cleanups has run, while
 * the thread that waits for it is asleep. Each action releases a handle of its own, and each handle must be released once. The
 * rivals take turns in one JVM, so that what the machine does besides meets all alike.
 */
public final class Drain implements Probe {
    private static final int WARM_UPS = 2;

    /** For the caller. */
    public Drain() {}

    @Override
    public void run(Arguments arguments, Figures figures) {
        String setting = arguments.text("setting");
        int objects = arguments.number("objects");
        Map<CleanupRivals, CleanupRival<?>> rivals = new LinkedHashMap<>();
        for (CleanupRivals who : arguments.constants("rivals", CleanupRivals.class)) {
            rivals.put(who, who.create());
        }
        int rounds = arguments.number("rounds");
        for (int round = -Math.min(WARM_UPS, rounds); round < rounds; round++) {
            for (CleanupRivals who : inTurn(rivals, round)) {
                Times times = drain(rivals.get(who), objects);
                if (round >= 0) {
                    figures.add(setting, who.label(), times.afterReturn / 1e6);
                    figures.add(setting + ", collection included", who.label(), times.afterCall / 1e6);
                }
            }
        }
    }

    /** Another one begins in each round. */
    private static List<CleanupRivals> inTurn(Map<CleanupRivals, CleanupRival<?>> rivals, int round) {
        List<CleanupRivals> order = new ArrayList<>(rivals.keySet());
        Collections.rotate(order, round);
        return order;
    }

    private static Times drain(CleanupRival<?> rival, int objects) {
        byte[] timesReleased = new byte[objects];
        Countdown countdown = new Countdown(objects);
        Action.set(handle -> {
            timesReleased[(int) handle]++;
            countdown.release();
        });
        rival.addAndDrop(objects, 0);
        long call = System.nanoTime();
        System.gc();
        long back = System.nanoTime();
        countdown.await();
        long end = System.nanoTime();
        requireEachOnce(timesReleased);
        return new Times(end - back, end - call);
    }

    private static void requireEachOnce(byte[] timesReleased) {
        for (byte times : timesReleased) {
            if (times != 1) {
                throw new IllegalStateException("A handle was released " + times + " times, so there is no figure");
            }
        }
    }

    private record Times(long afterReturn, long afterCall) {}
}
