package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.internal.gc.Collected;
import dev.sexton.cleanup.internal.gc.GcCycle;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.sweep.Sweeper;
import dev.sexton.cleanup.internal.watch.Management;
import dev.sexton.cleanup.internal.watch.RunObserver;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/*
 * Everything between an object's death and its action, once, before anything depends on it. A class whose initialization fails for lack
 * of memory is lost to the JVM for good; so all that a sweeper and a worker use is loaded, initialized and linked while an engine is made.
 * If that fails, the engine is not made, and the next one rehearses again.
 *
 * No thread is started: the factory hands the tasks over, and they run here one after the other.
 */
/** Runs a cleanup through all stations, to load what they need. */
final class Rehearsal {
    /** Whether one has succeeded. Losing the race costs another one. */
    private static volatile boolean done;

    private final List<Runnable> tasks = new ArrayList<>();
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts);

    private Rehearsal() {}

    static void ensureDone() {
        if (!done) {
            new Rehearsal().run();
            done = true;
        }
    }

    private void run() {
        ThreadFactory threads = task -> {
            tasks.add(task);
            return new NeverStarted();
        };
        WorkerPool pool = new WorkerPool(
                new WorkerPool.Config(threads, (cleanup, failure) -> {}, 1, 1), new RunObserver("rehearsal", null));
        Sweeper sweeper = new Sweeper(
                new Sweeper.Config("rehearsal", threads, 1, 1, 0),
                registry,
                pool,
                new NoCollector(),
                counts,
                Management.NONE,
                special -> true);
        add(Counts::queuedSoFar);
        add(Rehearsal::fail);
        sweeper.sweep();
        pool.watch(System.nanoTime());
        pool.close(); // so that the worker ends when it has run them
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
        sweeper.run();
        pool.read();
    }

    private static void fail(Counts counts) {
        throw new IllegalStateException("a rehearsal");
    }

    private void add(Consumer<Counts> action) {
        Special special = new ObjectSpecial<>(this, action, counts);
        registry.add(special);
        special.isDead();
    }

    private static final class NeverStarted extends Thread {
        @Override
        public void start() {}
    }

    /** A collector that has just collected whenever it is asked. */
    private static final class NoCollector implements GcCycle {
        @Override
        public void arm() {}

        @Override
        public Collected await(long nanos) {
            return Collected.ALL;
        }

        @Override
        public int collections() {
            return 1;
        }

        @Override
        public boolean collect(long nanos) {
            return false;
        }

        @Override
        public void hurry(boolean worthwhile) {}

        @Override
        public void interrupt() {}

        @Override
        public boolean isNever() {
            return false;
        }
    }
}
