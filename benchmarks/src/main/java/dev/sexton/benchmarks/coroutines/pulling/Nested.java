package dev.sexton.benchmarks.coroutines.pulling;

import dev.sexton.benchmarks.coroutines.NestedRivals;
import dev.sexton.benchmarks.coroutines.PullRival;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** One value of many, from deep inside. */
@State(Scope.Thread)
public class Nested {
    static final int BATCH = 200;

    /** Who. */
    @Param
    public NestedRivals rival;

    /** A recursion or a chain. */
    @Param
    public Shape shape;

    /** How deep. */
    @Param({"1", "20", "200"})
    public int depth;

    private PullRival pull;

    /** For JMH. */
    public Nested() {}

    /** In which way it is deep. */
    public enum Shape {
        /** One sequence that calls itself. */
        RECURSION,
        /** Sequences that take from each other. */
        CHAIN
    }

    /** In the thread that pulls. */
    @Setup
    public void create() {
        pull = shape == Shape.RECURSION ? rival.recursion(depth) : rival.chain(depth);
    }

    /** In the same thread. */
    @TearDown
    public void close() {
        pull.close();
    }

    /**
     * Pulls.
     *
     * @param sink takes the values
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(BATCH)
    public void advance(Blackhole sink) {
        PullRival from = pull;
        for (int i = 0; i < BATCH; i++) {
            sink.consume(from.next());
        }
    }
}
