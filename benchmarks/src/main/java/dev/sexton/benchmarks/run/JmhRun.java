package dev.sexton.benchmarks.run;

import dev.sexton.benchmarks.cleanups.registering.Add;
import dev.sexton.benchmarks.report.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One JMH benchmark for one rival. Its value is the median of its iterations, in nanoseconds an operation.
 *
 * @param benchmark the class
 * @param setting the setting its value belongs to
 * @param rival whose value it is
 * @param parameters of the benchmark
 * @param threads how many
 * @param jvmArguments of the fork
 * @param scale how long, how often, and whether in a fork
 */
record JmhRun(
        Class<?> benchmark,
        String setting,
        String rival,
        Map<String, String> parameters,
        int threads,
        List<String> jvmArguments,
        Scale scale)
        implements Run {
    private static final double SECONDS_OF_A_FORK = 1;
    private static final double SECONDS_OF_A_BATCH = 0.03;

    /** JMH itself uses what this JDK warns of. */
    private static final String NO_WARNINGS = "--sun-misc-unsafe-memory-access=allow";

    @Override
    public String label() {
        return setting + ": " + rival;
    }

    @Override
    public double seconds() {
        double ofAnIteration = inBatches() ? SECONDS_OF_A_BATCH * threads : scale.millis() / 1e3;
        return SECONDS_OF_A_FORK + (warmUps() + iterations()) * ofAnIteration;
    }

    /** A batch is one call, and far shorter than what else is an iteration, so there are more of them. */
    private boolean inBatches() {
        return benchmark == Add.class;
    }

    private int warmUps() {
        return inBatches() ? 4 * scale.iterations() : scale.iterations();
    }

    private int iterations() {
        return inBatches() ? 2 * scale.iterations() : scale.iterations();
    }

    @Override
    public String flags() {
        return String.join(" ", jvmArguments);
    }

    @Override
    public void measure(Probe.Figures figures) throws RunnerException {
        // Several of these never run at the same time, and another program's JMH is not ours to wait for.
        System.setProperty("jmh.ignoreLock", "true");
        Collection<RunResult> results = new Runner(options().build()).run();
        RunResult only = results.iterator().next();
        List<Double> iterationsOfFork = only.getBenchmarkResults().iterator().next().getIterationResults().stream()
                .map(IterationResult::getPrimaryResult)
                .map(result -> result.getScore())
                .toList();
        figures.add(setting, rival, Spread.of(iterationsOfFork).median());
    }

    private ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(scale.forks() ? 1 : 0)
                .warmupForks(0)
                .warmupIterations(warmUps())
                .warmupTime(TimeValue.milliseconds(scale.millis()))
                .measurementIterations(iterations())
                .measurementTime(TimeValue.milliseconds(scale.millis()))
                .jvmArgs(jvmArguments.toArray(String[]::new))
                .jvmArgsAppend(NO_WARNINGS);
        parameters.forEach(options::param);
        return options;
    }
}
