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
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Meters over the {@linkplain CleanupRuntime#stats() statistics} of one runtime. Each has the tag {@code runtime}, the runtime's
 * name.
 *
 * {@snippet :
 * new CleanupMetrics(Cleanups.runtime()).bindTo(registry);
 * }
 *
 * <p>Cumulative values are function counters: {@code sexton.cleanups.added}, {@code .stopped}, {@code .cleaned},
 * {@code .queued}, {@code .executed}, {@code .failed} and {@code sexton.cleanups.sweeps}; the duration of sweeps is a function
 * timer, {@code sexton.cleanups.sweep.time}. Current values are gauges: {@code sexton.cleanups.live}, {@code .pending} (queued
 * and not yet run to the end), {@code .workers}, {@code .workers.running}, {@code .workers.asleep} and {@code .workers.peak}.
 *
 * <p>Meters whose values a registry asks for within 50 ms of each other share one reading, about half a millisecond per million
 * live cleanups, so a value may be up to 50 ms old. Beyond that the meters cost nothing.
 *
 * <p>A registry refers to the runtime weakly: meters do not keep it alive, but a runtime with live cleanups is alive by itself. After
 * the runtime was collected, the counters keep their last value and the gauges are {@code NaN}, as usual with Micrometer. This
 * binder itself refers to the runtime strongly; it need not be kept once it is bound.
 *
 * <p>Runtimes bound to the same registry need different names, or only the first one's meters are registered. Thread-safe.
 *
 * @since 0.2.0
 */
public final class CleanupMetrics implements MeterBinder {
    private static final String PREFIX = "sexton.cleanups.";
    private static final String CLEANUPS = "cleanups";

    /** Longer than a registry takes to go through a runtime's meters, shorter than anybody's interval between polls. */
    private static final Duration SHARED_FOR = Duration.ofMillis(50);

    private final CleanupRuntime runtime;
    private final Tags tags;
    private final Duration maxAge;

    /**
     * Creates a binder of meters whose only tag is {@code runtime}.
     *
     * @param runtime the runtime to measure
     */
    public CleanupMetrics(CleanupRuntime runtime) {
        this(runtime, Tags.empty());
    }

    /**
     * Creates a binder of meters with tags besides {@code runtime}.
     *
     * @param runtime the runtime to measure
     * @param tags the tags of every meter; one called {@code runtime} replaces the runtime's name
     */
    public CleanupMetrics(CleanupRuntime runtime, Iterable<Tag> tags) {
        this(runtime, tags, SHARED_FOR);
    }

    /** Meters share a reading until it is so old. */
    CleanupMetrics(CleanupRuntime runtime, Iterable<Tag> tags, Duration maxAge) {
        this.runtime = Objects.requireNonNull(runtime, "runtime is null: there would be nothing to measure");
        this.tags = Tags.of("runtime", runtime.name()).and(Objects.requireNonNull(tags, "tags"));
        this.maxAge = maxAge;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "added", CleanupStats::added, "Cleanups registered");
        counter(registry, "stopped", CleanupStats::stopped, "Cleanups cancelled by stop()");
        counter(registry, "cleaned", CleanupStats::cleaned, "Cleanups run by clean()");
        counter(registry, "queued", CleanupStats::queued, "Cleanups queued because their object was found dead");
        counter(registry, "executed", CleanupStats::executed, "Cleanups run by a worker, failed ones included");
        counter(registry, "failed", CleanupStats::failed, "Cleanups that threw on a worker");
        count(registry, "sweeps", CleanupStats::sweeps, "Searches for dead objects", "sweeps");
        timer(registry, "sweep.time", "Time spent on searches for dead objects");

        gauge(registry, "live", CleanupStats::live, "Cleanups that wait for their object's death", CLEANUPS);
        gauge(registry, "pending", CleanupStats::waiting, "Cleanups queued and not yet run to the end", CLEANUPS);
        workers(registry, "workers", CleanupStats::workers, "Worker threads that exist");
        workers(registry, "workers.running", CleanupStats::running, "Worker threads that are running cleanups");
        workers(registry, "workers.asleep", CleanupStats::asleep, "Worker threads that are waiting for work");
        workers(registry, "workers.peak", CleanupStats::peakWorkers, "The most worker threads at the same time so far");
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what) {
        count(registry, name, figure, what, CLEANUPS);
    }

    private void count(
            MeterRegistry registry, String name, ToDoubleFunction<CleanupStats> figure, String what, String unit) {
        FunctionCounter.builder(PREFIX + name, runtime, shared(figure))
                .tags(tags)
                .description(what)
                .baseUnit(unit)
                .register(registry);
    }

    /** Reads a figure of the runtime that is passed to it: one that refers to the runtime would keep it alive. */
    private ToDoubleFunction<CleanupRuntime> shared(ToDoubleFunction<CleanupStats> figure) {
        Duration age = maxAge;
        return of -> figure.applyAsDouble(of.stats(age));
    }

    private void timer(MeterRegistry registry, String name, String what) {
        Duration age = maxAge;
        FunctionTimer.builder(
                        PREFIX + name,
                        runtime,
                        of -> of.stats(age).sweeps(),
                        of -> of.stats(age).sweepTime().toNanos(),
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
        Gauge.builder(PREFIX + name, runtime, shared(figure))
                .tags(tags)
                .description(what)
                .baseUnit(unit)
                .register(registry);
    }
}
