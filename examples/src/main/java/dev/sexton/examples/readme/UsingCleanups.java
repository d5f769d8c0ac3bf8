package dev.sexton.examples.readme;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.CleanupStats;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.foreign.SegmentCleanups;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class UsingCleanups {
    /** Everything that was released, stopped or logged, in this order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    private static final class Socket {
        static final List<Long> RELEASED = new CopyOnWriteArrayList<>();

        static void release(Long handle) {
            RELEASED.add(handle);
        }
    }

    List<Long> stopAndClean() {
        Object connection = new Object();
        try {
            Long handle = 4711L;
            Cleanup c = Cleanups.add(connection, Socket::release, handle); // Consumer and argument: nothing to capture
            c.stop(); // true: it will not run, the handle is yours again
            c.clean(); // runs it now, in this thread
            return Socket.RELEASED;
        } finally {
            Reference.reachabilityFence(connection);
        }
    }

    CleanupStats ownRuntime() throws InterruptedException {
        CleanupRuntime runtime = CleanupRuntime.builder() // one of your own, where you want figures, a handler, an end
                .name("buffers")
                .failureHandler((cleanup, failure) -> log(cleanup, failure))
                .build();
        addFailing(runtime);
        runtime.stats(); // added, live, stopped, cleaned, queued, executed, failed, …
        runtime.reclaim(Duration.ofSeconds(5)); // get back what dead objects hold
        runtime.close();
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

    /** Native code that knows memory by a number. */
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
        SegmentCleanups.add(buffer, ring::unregister, id); // when the buffer and all its slices are gone
        return buffer.asSlice(0, 16);
    }
}
