package blackbox;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.coroutine.Pull;
import java.time.Duration;

/** A program that abandons many coroutines, which the library then reports. */
public final class Abandoner {
    static final int PULLS = 200;

    private Abandoner() {}

    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i < PULLS; i++) {
            abandon();
        }
        if (!Cleanups.runtime().reclaim(Duration.ofSeconds(60))) {
            throw new AssertionError("not reclaimed in time");
        }
    }

    private static void abandon() {
        Pull<Integer> pull = Pull.of(out -> {
            while (out.yield(1)) {}
        });
        pull.advance();
    }
}
