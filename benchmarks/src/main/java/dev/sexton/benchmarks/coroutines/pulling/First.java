package dev.sexton.benchmarks.coroutines.pulling;

import dev.sexton.benchmarks.coroutines.PullRival;
import dev.sexton.benchmarks.coroutines.PullRivals;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A sequence that is made, gives one value, and is closed. */
@State(Scope.Thread)
public class First {
    /** Who. */
    @Param
    public PullRivals rival;

    /** For JMH. */
    public First() {}

    /**
     * All of it.
     *
     * @return the value
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Object first() {
        try (PullRival pull = rival.create()) {
            return pull.next();
        }
    }
}
