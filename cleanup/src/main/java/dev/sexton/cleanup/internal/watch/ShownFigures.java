package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.CleanupStatsData;

/** Figures as JMX wants them: getters, and times as numbers. */
abstract class ShownFigures implements CleanupStatsData {
    /** The reading that is shown. */
    abstract RuntimeFigures figures();

    @Override
    public long getAdded() {
        return figures().cleanups().added();
    }

    @Override
    public long getLive() {
        return figures().cleanups().live();
    }

    @Override
    public long getStopped() {
        return figures().cleanups().stopped();
    }

    @Override
    public long getCleaned() {
        return figures().cleanups().cleaned();
    }

    @Override
    public long getQueued() {
        return figures().cleanups().queued();
    }

    @Override
    public long getExecuted() {
        return figures().cleanups().executed();
    }

    @Override
    public long getFailed() {
        return figures().cleanups().failed();
    }

    @Override
    public int getWorkers() {
        return figures().workers().existing();
    }

    @Override
    public int getRunning() {
        return figures().workers().running();
    }

    @Override
    public int getAsleep() {
        return figures().workers().asleep();
    }

    @Override
    public int getPeakWorkers() {
        return figures().workers().peak();
    }

    @Override
    public long getSweeps() {
        return figures().sweeps().begun();
    }

    @Override
    public long getSweepTimeNanos() {
        return figures().sweeps().totalTime().toNanos();
    }

    @Override
    public long getLastSweepTimeNanos() {
        return figures().sweeps().lastTime().toNanos();
    }

    @Override
    public long getLastSweepEndMillis() {
        return figures().sweeps().lastEnd().toEpochMilli();
    }
}
