package blackbox;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.foreign.SegmentCleanups;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** A program that uses the library. It prints what ran when its segment was gone, and how a capture is refused. */
public final class Client {
    private Client() {}

    public static void main(String[] args) throws InterruptedException {
        register();
        System.out.println("reclaimed: " + Cleanups.runtime().reclaim(Duration.ofMinutes(1)));
        MemorySegment segment = Arena.ofAuto().allocate(8);
        try {
            SegmentCleanups.add(segment, () -> segment.fill((byte) 0));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void register() {
        SegmentCleanups.add(Arena.ofAuto().allocate(8), word -> System.out.println(word), "ran");
    }
}
