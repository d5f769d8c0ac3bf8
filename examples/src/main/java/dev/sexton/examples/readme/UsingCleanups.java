package dev.sexton.examples.readme;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.CleanupStats;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.foreign.SegmentCleanups;
import dev.sexton.micrometer.CleanupMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class UsingCleanups {
    /** The registrations, unregistrations and log entries, in this order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    private static final class Socket {
        static final List<Long> RELEASED = new CopyOnWriteArrayList<>();

        static void release(Long handle) {
            RELEASED.add(handle);
        }
    }

    List<Long> clean() {
        Object connection = new Object();
        Long handle = 4711L;
        Cleanup c = Cleanups.add(connection, Socket::release, handle); // an action and its argument: nothing to capture
        c.clean(connection); // runs the action now, in this thread, unless it has run or was stopped
        return Socket.RELEASED;
    }

    boolean stop() {
        Object connection = new Object();
        Cleanup c = Cleanups.add(connection, Socket::release, 4712L);
        boolean ours = c.stop(connection); // true: the action will not run, and the resource is yours again
        return ours;
    }

    static boolean reclaim() throws InterruptedException {
        boolean done = Cleanups.runtime().reclaim(Duration.ofSeconds(5));
        return done;
    }

    CleanupStats ownRuntime() throws InterruptedException {
        CleanupRuntime runtime = CleanupRuntime.builder()
                .name("buffers")
                .failureHandler((cleanup, failure) -> log(cleanup, failure))
                .build();
        addFailing(runtime);
        runtime.stats(); // added, live, stopped, cleaned, queued, executed, failed, …
        runtime.reclaim(Duration.ofSeconds(5)); // releases what dead objects hold
        runtime.close(); // runs what is queued, then ends the threads
        return runtime.stats();
    }

    private static void addFailing(CleanupRuntime runtime) {
        runtime.add(
                new Object(),
                message -> {
                    throw new IllegalStateException(message);
                },
                "as planned");
    }

    private void log(Cleanup cleanup, Throwable failure) {
        events.add(cleanup.stop() + " " + failure.getMessage());
    }

    static MeterRegistry metrics() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new CleanupMetrics(Cleanups.runtime()).bindTo(registry);
        return registry;
    }

    /** Stands for native code that knows memory by a number. */
    private final class Ring {
        long register(MemorySegment buffer) {
            events.add("registered " + buffer.byteSize());
            return 7;
        }

        void unregister(long id) {
            events.add("unregistered " + id);
        }
    }

    MemorySegment segment() {
        Ring ring = new Ring();
        MemorySegment buffer = Arena.ofAuto().allocate(1 << 20);
        long id = ring.register(buffer); // native code knows the buffer by a number
        SegmentCleanups.add(buffer, ring::unregister, id); // runs when the buffer and all its slices are gone
        return buffer.asSlice(0, 16);
    }
}
