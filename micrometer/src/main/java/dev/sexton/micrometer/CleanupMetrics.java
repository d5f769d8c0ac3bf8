package dev.sexton.micrometer;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.CleanupStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Meters over the {@linkplain CleanupRuntime#stats() figures} of one runtime, each with the tag {@code runtime}, which is the
 * runtime's name.
 *
 * {@snippet :
 * new CleanupMetrics(Cleanups.runtime()).bindTo(registry);
 * }
 *
 * <p>What has happened so far are function counters: {@code sexton.cleanups.added}, {@code .stopped}, {@code .cleaned},
 * {@code .queued}, {@code .executed}, {@code .failed} and {@code sexton.cleanups.sweeps}; the sweeps' time is a function timer,
 * {@code sexton.cleanups.sweep.time}. What is now are gauges: {@code sexton.cleanups.live}, {@code .pending} (queued and not yet
 * run to the end), {@code .workers}, {@code .workers.running}, {@code .workers.asleep} and {@code .workers.peak}.
 *
 * <p>Each meter takes a reading of its own when the registry asks for its value, about half a millisecond per million live
 * cleanups; nothing is counted on top of what the runtime counts anyway. A registry refers to the runtime weakly: meters do not keep it alive, but as long as
 * it has live cleanups it is alive by itself. After it was collected the counters keep their last value and the gauges are
 * {@code NaN}, as is usual with Micrometer. This binder itself does refer to the runtime; it need not be kept once it is bound.
 *
 * <p>Runtimes bound to the same registry need different names, or only the first one's meters are registered. Thread-safe.
 */
public final class CleanupMetrics implements MeterBinder {
    private static final String PREFIX = "sexton.cleanups.";
    private static final String CLEANUPS = "cleanups";

    private final CleanupRuntime runtime;
    private final Tags tags;

    /**
     * Meters whose only tag is {@code runtime}.
     *
     * @param runtime whose figures are wanted; not null
     */
    public CleanupMetrics(CleanupRuntime runtime) {
        this(runtime, Tags.empty());
    }

    /**
     * Meters with tags besides {@code runtime}.
     *
     * @param runtime whose figures are wanted; not null
     * @param tags go to every meter; not null; one called {@code runtime} replaces the runtime's name
     */
    public CleanupMetrics(CleanupRuntime runtime, Iterable<Tag> tags) {
        this.runtime = Objects.requireNonNull(runtime, "runtime is null: there would be nothing to measure");
        this.tags = Tags.of("runtime", runtime.name()).and(Objects.requireNonNull(tags, "tags"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "added", CleanupStats::added, "Cleanups registered");
        counter(registry, "stopped", CleanupStats::stopped, "Cleanups cancelled by stop()");
        counter(registry, "cleaned", CleanupStats::cleaned, "Cleanups run by hand, by clean()");
        counter(registry, "queued", CleanupStats::queued, "Cleanups whose object was found dead, queued to be run");
        counter(registry, "executed", CleanupStats::executed, "Cleanups run by a worker, failed ones included");
        counter(registry, "failed", CleanupStats::failed, "Cleanups that threw on a worker");
        count(registry, "sweeps", CleanupStats::sweeps, "Searches for dead objects", "sweeps");
        timer(registry, "sweep.time", "Time spent on searches for dead objects");

        gauge(registry, "live", CleanupStats::live, "Cleanups that wait for their object's death", CLEANUPS);
        gauge(registry, "pending", CleanupMetrics::pending, "Cleanups queued and not yet run to the end", CLEANUPS);
        workers(registry, "workers", CleanupStats::workers, "Worker threads that exist");
        workers(registry, "workers.running", CleanupStats::running, "Worker threads that are running cleanups");
        workers(registry, "workers.asleep", CleanupStats::asleep, "Worker threads that wait for work");
        workers(registry, "workers.peak", CleanupStats::peakWorkers, "The most worker threads at the same time so far");
    }

    private static double pending(CleanupStats stats) {
        return stats.queued() - stats.executed();
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what) {
        count(registry, name, figure, what, CLEANUPS);
    }

    private void count(
            MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what, String unit) {
        FunctionCounter.builder(PREFIX + name, runtime, of -> figure.applyAsDouble(of.stats()))
                .tags(tags)
                .description(what)
                .baseUnit(unit)
                .register(registry);
    }

    private void timer(MeterRegistry registry, String name, String what) {
        FunctionTimer.builder(
                        PREFIX + name,
                        runtime,
                        of -> of.stats().sweeps(),
                        of -> of.stats().sweepTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description(what)
                .register(registry);
    }

    private void workers(MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what) {
        gauge(registry, name, figure, what, BaseUnits.THREADS);
    }

    private void gauge(
            MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what, String unit) {
        Gauge.builder(PREFIX + name, runtime, of -> figure.applyAsDouble(of.stats()))
                .tags(tags)
                .description(what)
                .baseUnit(unit)
                .register(registry);
    }
}
