package dev.sexton.benchmarks.cleanups.registering;

import dev.sexton.benchmarks.cleanups.CleanupRival;
import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.Wrapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A registration that is cancelled at once, as of a resource that is closed in time. The collection of its remains is included. */
@State(Scope.Benchmark)
public class AddCancel {
    /** Who. */
    @Param
    public CleanupRivals rival;

    private CleanupRival<Object> registry;

    /** For JMH. */
    public AddCancel() {}

    /** Once per JVM. */
    @Setup
    @SuppressWarnings("unchecked")
    public void create() {
        registry = (CleanupRival<Object>) rival.create();
    }

    /** The object of one thread. */
    @State(Scope.Thread)
    public static class Alive {
        private final Object object = new Wrapper();
        private long handle;

        /** For JMH. */
        public Alive() {}
    }

    /**
     * Registers and cancels.
     *
     * @param alive for which object
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public void addCancel(Alive alive) {
        registry.cancel(registry.add(alive.object, alive.handle++));
    }
}
