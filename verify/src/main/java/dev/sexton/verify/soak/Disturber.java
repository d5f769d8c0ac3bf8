package dev.sexton.verify.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The other activity of a JVM: collections, asked for and brought about, and threads that look and wait. */
final class Disturber {
    private static final int CHUNK = 1 << 16;

    private final List<Subject> subjects;
    private final Dice dice;

    /** Written so that the allocation is not optimized away. */
    @SuppressWarnings("unused")
    private volatile byte[] garbage = new byte[0];

    Disturber(List<Subject> subjects, Dice dice) {
        this.subjects = subjects;
        this.dice = dice;
    }

    void disturb() throws InterruptedException {
        Subject subject = subjects.get(dice.roll(subjects.size()));
        switch (dice.roll(16)) {
            case 0 -> System.gc();
            case 1 -> {
                subject.runtime().reclaim(Duration.ofMillis(dice.roll(100)));
            }
            case 2, 3 -> {
                subject.runtime().awaitIdle(Duration.ofMillis(dice.roll(20)));
            }
            case 4, 5, 6, 7 -> allocate(dice.roll(1000));
            default -> subject.checkStats();
        }
        TimeUnit.MILLISECONDS.sleep(dice.roll(40));
    }

    private void allocate(int chunks) {
        for (int i = 0; i < chunks; i++) {
            garbage = new byte[CHUNK];
        }
    }
}
