package dev.sexton.verify.soak;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Round after round until the time is over or something is wrong. */
final class Soak {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** The subject and the duration. */
    record Settings(Duration time, long seed, int threads) {
        Duration round() {
            Duration quarter = time.dividedBy(4);
            Duration most = Duration.ofSeconds(8);
            return quarter.compareTo(most) < 0 ? quarter : most;
        }
    }

    /** The result. The discrepancy is null if there was none. */
    record Result(
            Page.Count count,
            int rounds,
            Duration took,
            @Nullable String discrepancy,
            String state) {}

    private final Settings settings;
    private final Status status;
    private final Ledger ledger = new Ledger();

    Soak(Settings settings, Status status) {
        this.settings = settings;
        this.status = status;
    }

    Result run() throws InterruptedException {
        Dice dice = new Dice(settings.seed());
        long begin = System.nanoTime();
        long end = begin + settings.time().toNanos();
        Page.Count count = Page.Count.NONE;
        int rounds = 0;
        String state = "";
        while (System.nanoTime() < end && ledger.discrepancy() == null) {
            Round round = new Round(rounds, settings.threads(), ledger, dice);
            round.start();
            long roundEnd = Math.min(end, System.nanoTime() + settings.round().toNanos());
            while (System.nanoTime() < roundEnd && ledger.discrepancy() == null) {
                TimeUnit.NANOSECONDS.sleep(Math.min(LOOK.toNanos(), Math.max(1, roundEnd - System.nanoTime())));
                status.show(rounds, count.all() + round.ended(), Duration.ofNanos(System.nanoTime() - begin));
            }
            if (ledger.discrepancy() == null) {
                count = count.plus(round.end());
                rounds++;
            }
            if (ledger.discrepancy() != null) {
                state = "In round " + rounds + " (the seed " + settings.seed() + " brings back its settings):\n"
                        + round;
            }
        }
        status.end();
        return new Result(count, rounds, Duration.ofNanos(System.nanoTime() - begin), ledger.discrepancy(), state);
    }
}
