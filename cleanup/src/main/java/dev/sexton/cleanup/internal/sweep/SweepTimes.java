package dev.sexton.cleanup.internal.sweep;

import dev.sexton.cleanup.internal.watch.Events;
import dev.sexton.cleanup.internal.watch.Trace;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many sweeps there were and how long they took. Written under the sweep's lock, read without. */
public final class SweepTimes {
    private final String runtime;

    private volatile long begun;

    private volatile long totalNanos;

    private volatile long lastNanos;

    /** Milliseconds since 1970; 0 before the first. */
    private volatile long lastEnd;

    /** Of the sweep under way: System.nanoTime and the cleanups queued before it began. */
    private long beganAt;

    private long queuedBefore;

    /** Of the sweep under way, for the flight recorder; null if nobody records. */
    private @Nullable Object event;

    SweepTimes(String runtime) {
        this.runtime = runtime;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void begin(long queued) {
        begun++;
        queuedBefore = queued;
        beganAt = System.nanoTime();
        event = Trace.isOn() ? beginEvent() : null;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void end(long spans, long queued) {
        long nanos = System.nanoTime() - beganAt;
        totalNanos += nanos;
        lastNanos = nanos;
        lastEnd = System.currentTimeMillis();
        Object ended = event;
        if (ended != null) {
            event = null;
            endEvent(ended, spans, queued - queuedBefore);
        }
    }

    /** A sweep does not fail because it cannot be recorded. */
    private static @Nullable Object beginEvent() {
        try {
            return Events.sweeping();
        } catch (Throwable notRecorded) {
            return null;
        }
    }

    private void endEvent(Object ended, long spans, long queued) {
        try {
            Events.swept(ended, runtime, spans, queued);
        } catch (Throwable notRecorded) {
            // One sweep less in the recording.
        }
    }

    /** Returns how many have begun. */
    public long begun() {
        return begun;
    }

    /** Returns how long all that have ended took. */
    public Duration total() {
        return Duration.ofNanos(totalNanos);
    }

    /** Returns how long the last that has ended took. */
    public Duration last() {
        return Duration.ofNanos(lastNanos);
    }

    /** Returns when that one ended; {@link Instant#EPOCH} before the first. */
    public Instant lastEnd() {
        return Instant.ofEpochMilli(lastEnd);
    }
}
