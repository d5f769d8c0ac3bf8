package dev.sexton.benchmarks.run;

/** How long it will still take: what is left of the plan, at the speed at which the plan was kept so far. Not thread-safe. */
final class TimeLeft {
    /** As if that much had gone as planned, lest the first run decide alone. */
    private static final double SECONDS_OF_TRUST = 20;

    private final double planned;
    private double done;

    TimeLeft(double plannedSeconds) {
        this.planned = plannedSeconds;
    }

    void done(double plannedSeconds) {
        done += plannedSeconds;
    }

    /** Of the plan, between 0 and 1. */
    double part() {
        return planned == 0 ? 1 : Math.min(1, done / planned);
    }

    double seconds(double elapsed) {
        double slowness = (elapsed + SECONDS_OF_TRUST) / (done + SECONDS_OF_TRUST);
        return Math.max(0, planned - done) * slowness;
    }
}
