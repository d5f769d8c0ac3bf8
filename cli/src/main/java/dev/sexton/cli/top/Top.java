package dev.sexton.cli.top;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes readings at equal intervals, and shows each with its changes since the one before. */
final class Top {
    /** The time between two searches for a runtime. */
    private static final Duration SEARCH_INTERVAL = Duration.ofMillis(100);

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

    /** Waits for a runtime; returns false if none appeared in time. If JMX was not in use before, it takes a moment. */
    boolean awaitRuntime(Duration patience) throws IOException, InterruptedException {
        long deadline = time.nanos() + patience.toNanos();
        while (source.read().isEmpty()) {
            if (time.nanos() >= deadline) {
                return false;
            }
            time.sleepUntil(time.nanos() + SEARCH_INTERVAL.toNanos());
        }
        return true;
    }

    /** Shows {@code count} readings, or fewer if the output is closed earlier. */
    void run(Duration interval, long count) throws IOException, InterruptedException {
        long next = time.nanos();
        for (long shown = 0; shown < count && screen.isOpen(); shown++) {
            time.sleepUntil(next);
            show();
            // After a reading that took longer than the interval the next one follows at once; missed ones are skipped.
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
