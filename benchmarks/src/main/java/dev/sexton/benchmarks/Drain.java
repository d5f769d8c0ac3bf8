package dev.sexton.benchmarks;

import dev.sexton.cleanup.CleanupRuntime;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the return of {@code System.gc()} until the last of two million cleanups has run, while the thread
 * that waits for it is asleep. Each action releases a handle of its own, as a wrapper of a native resource does: Sexton passes
 * it as the argument, Cleaner's action has to capture it. The rivals take turns, so that what the machine does besides meets
 * both alike.
 */
public final class Drain {
    private static final int OBJECTS = 2_000_000;
    private static final int WARM_UPS = 3;

    private static final AtomicInteger left = new AtomicInteger();

    /** By handle. Each element is written by one action, if all is well. */
    private static final byte[] timesReleased = new byte[OBJECTS];

    private static volatile Thread waiter;

    private Drain() {}

    /**
     * Prints the median times and their ratio.
     *
     * @param args the number of rounds, 15 if absent
     */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        Cleaner cleaner = Cleaner.create();
        CleanupRuntime runtime = CleanupRuntime.builder().name("drain").build();
        Registration withCleaner = (object, handle) -> cleaner.register(object, () -> release(handle));
        Registration withSexton = (object, handle) -> runtime.add(object, Drain::release, handle);
        Samples cleanerSamples = new Samples("java.lang.ref.Cleaner");
        Samples sextonSamples = new Samples("Sexton");
        for (int round = -WARM_UPS; round < rounds; round++) {
            long cleanerNanos = round(withCleaner);
            long sextonNanos = round(withSexton);
            if (round >= 0) {
                cleanerSamples.add(cleanerNanos);
                sextonSamples.add(sextonNanos);
            }
        }
        System.out.printf(Locale.ROOT, "%d dead objects, %d rounds, JDK %s%n", OBJECTS, rounds, Runtime.version());
        System.out.println(cleanerSamples);
        System.out.println(sextonSamples);
        System.out.printf(Locale.ROOT, "ratio 1/%.1f%n", cleanerSamples.median() / sextonSamples.median());
        runtime.close();
    }

    private static long round(Registration registration) {
        left.set(OBJECTS);
        Arrays.fill(timesReleased, (byte) 0);
        waiter = Thread.currentThread();
        fill(registration);
        System.gc();
        long start = System.nanoTime();
        while (left.get() > 0) {
            LockSupport.park();
        }
        long nanos = System.nanoTime() - start;
        for (byte times : timesReleased) {
            if (times != 1) {
                throw new AssertionError("a handle was released " + times + " times");
            }
        }
        return nanos;
    }

    /** On return, nothing holds the objects any more. */
    private static void fill(Registration registration) {
        Object[] alive = new Object[OBJECTS];
        try {
            for (int i = 0; i < OBJECTS; i++) {
                alive[i] = new Object();
                registration.add(alive[i], i);
            }
        } finally {
            Reference.reachabilityFence(alive);
        }
    }

    /** What an action does: it has to know which resource is to be released. */
    private static void release(long handle) {
        timesReleased[(int) handle]++;
        if (left.decrementAndGet() == 0) {
            LockSupport.unpark(waiter);
        }
    }

    /** Registers an action that releases a handle, as a wrapper of a native resource does. */
    private interface Registration {
        void add(Object object, long handle);
    }

    private static final class Samples {
        private final String name;
        private final List<Double> millis = new ArrayList<>();

        Samples(String name) {
            this.name = name;
        }

        void add(long nanos) {
            millis.add(nanos / 1e6);
            millis.sort(null);
        }

        double median() {
            return millis.get(millis.size() / 2);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-24s median %8.1f ms   (%.1f … %.1f)",
                    name,
                    median(),
                    millis.get(0),
                    millis.get(millis.size() - 1));
        }
    }
}
