package dev.sexton.benchmarks.cleanups.registering;

import dev.sexton.benchmarks.cleanups.Action;
import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Countdown;
import dev.sexton.benchmarks.cleanups.Wrapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One registration for an object that stays alive. An iteration is one batch into a young generation that holds it all, so that
 * nothing is collected meanwhile; what it registered dies, and has run, before the next begins.
 */
@State(Scope.Benchmark)
public class Add {
    static final int BATCH = 100_000;

    /** Who. */
    @Param
    public CleanupRivals rival;

    private CleanupRival<?> registry;
    private Countdown previous = new Countdown(0);

    /** For JMH. */
    public Add() {}

    /** Once per JVM, so that code and data structures are warm. */
    @Setup(Level.Trial)
    public void create() {
        registry = rival.create();
    }

    /**
     * Lets the previous batch die.
     *
     * @param threads how many have a batch each
     */
    @Setup(Level.Iteration)
    public void letDie(ThreadParams threads) {
        System.gc();
        previous.await();
        Countdown next = new Countdown(BATCH * threads.getThreadCount());
        Action.set(handle -> next.release());
        previous = next;
    }

    /** The objects of one thread. */
    @State(Scope.Thread)
    public static class Objects {
        private Object[] objects = {};

        /** For JMH. */
        public Objects() {}

        /**
         * Makes young ones, as an object is when it is registered.
         *
         * @param after what is set up before
         */
        @Setup(Level.Iteration)
        public void make(Add after) {
            objects = new Object[BATCH];
            for (int i = 0; i < BATCH; i++) {
                objects[i] = new Wrapper();
            }
        }

        /** Lets go of them. */
        @TearDown(Level.Iteration)
        public void drop() {
            objects = new Object[0];
        }
    }

    /**
     * Registers a batch.
     *
     * @param alive the objects
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OperationsPerInvocation(BATCH)
    public void add(Objects alive) {
        Object[] objects = alive.objects;
        for (int i = 0; i < BATCH; i++) {
            registry.add(objects[i], i);
        }
    }
}
