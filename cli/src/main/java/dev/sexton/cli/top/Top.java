package dev.sexton.cli.top;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads at equal intervals and shows each reading with what has changed since the one before. */
final class Top {
    /** How long a look for runtimes waits before it looks again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final RuntimeSource source;
    private final TopScreen screen;
    private final Time time;
    private Map<String, RuntimeReading> before = Map.of();
    private long beforeNanos;

    Top(RuntimeSource source, TopScreen screen, Time time) {
        this.source = source;
        this.screen = screen;
        this.time = time;
    }

    /** Whether a runtime has shown itself: where JMX was not in use before, that takes a moment. */
    boolean awaitRuntime(Duration patience) throws IOException, InterruptedException {
        long deadline = time.nanos() + patience.toNanos();
        while (source.read().isEmpty()) {
            if (time.nanos() >= deadline) {
                return false;
            }
            time.sleepUntil(time.nanos() + LOOK_AGAIN.toNanos());
        }
        return true;
    }

    /** Shows so many readings, or until nobody can see them any more. */
    void run(Duration interval, long count) throws IOException, InterruptedException {
        long next = time.nanos();
        for (long shown = 0; shown < count && screen.isOpen(); shown++) {
            time.sleepUntil(next);
            show();
            // If a reading took longer than the interval, the next one comes at once, and those missed do not.
            next = Math.max(next + interval.toNanos(), time.nanos());
        }
    }

    private void show() throws IOException {
        List<RuntimeReading> readings = source.read();
        long nanos = time.nanos();
        double seconds = (nanos - beforeNanos) / 1e9;
        long millis = time.millis();
        screen.show(
                Instant.ofEpochMilli(millis),
                readings.stream()
                        .map(now -> new TopRow(now, before.get(now.runtime()), seconds, millis))
                        .toList());
        before = new HashMap<>();
        for (RuntimeReading reading : readings) {
            before.put(reading.runtime(), reading);
        }
        beforeNanos = nanos;
    }
}
