package dev.sexton.benchmarks.coroutines.pulling;

import dev.sexton.benchmarks.coroutines.PullRival;
import dev.sexton.benchmarks.coroutines.PullRivals;
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

/** One value of many. */
@State(Scope.Thread)
public class Advance {
    static final int BATCH = 1000;

    /** Who. */
    @Param
    public PullRivals rival;

    private PullRival pull;

    /** For JMH. */
    public Advance() {}

    /** In the thread that pulls. */
    @Setup
    public void create() {
        pull = rival.create();
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
