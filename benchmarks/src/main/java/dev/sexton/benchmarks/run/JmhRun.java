package dev.sexton.benchmarks.run;

import dev.sexton.benchmarks.report.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private static final double SECONDS_OF_A_BATCH = 0.08;

    @Override
    public String label() {
        return setting + ": " + rival;
    }

    @Override
    public double seconds() {
        double secondsOfAnIteration = Math.max(scale.millis() / 1e3, SECONDS_OF_A_BATCH * threads);
        return SECONDS_OF_A_FORK + 2 * scale.iterations() * secondsOfAnIteration;
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
                .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(scale.forks() ? 1 : 0)
                .warmupForks(0)
                .warmupIterations(scale.iterations())
                .warmupTime(TimeValue.milliseconds(scale.millis()))
                .measurementIterations(scale.iterations())
                .measurementTime(TimeValue.milliseconds(scale.millis()))
                .jvmArgs(jvmArguments.toArray(String[]::new));
        parameters.forEach(options::param);
        return options;
    }
}
