package dev.sexton.benchmarks;

import dev.sexton.cleanup.CleanupRuntime;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long it takes from the return of {@code System.gc()} until the last of two million cleanups has run, while the thread
 * that waits for it is asleep. The rivals take turns, so that what the machine does besides meets both alike.
 */
public final class Drain {
    private static final int OBJECTS = 2_000_000;
    private static final int WARM_UPS = 3;

    private static final AtomicInteger left = new AtomicInteger();
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
        Consumer<Object> withCleaner = object -> cleaner.register(object, Drain::oneGone);
        Consumer<Object> withSexton = object -> runtime.add(object, ignored -> oneGone(), 0L);
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

    private static long round(Consumer<Object> register) {
        left.set(OBJECTS);
        waiter = Thread.currentThread();
        fill(register);
        System.gc();
        long start = System.nanoTime();
        while (left.get() > 0) {
            LockSupport.park();
        }
        return System.nanoTime() - start;
    }

    /** On return, nothing holds the objects any more. */
    private static void fill(Consumer<Object> register) {
        Object[] alive = new Object[OBJECTS];
        try {
            for (int i = 0; i < OBJECTS; i++) {
                alive[i] = new Object();
                register.accept(alive[i]);
            }
        } finally {
            Reference.reachabilityFence(alive);
        }
    }

    private static void oneGone() {
        if (left.decrementAndGet() == 0) {
            LockSupport.unpark(waiter);
        }
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
