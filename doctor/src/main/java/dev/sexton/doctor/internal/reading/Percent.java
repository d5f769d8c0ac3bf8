package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.Progress;

/** Reports when another percent of a phase is done. */
public final class Percent {
    private final String phase;
    private final long whole;
    private final Progress progress;
    private long next;

    public Percent(String phase, long whole, Progress progress) {
        this.phase = phase;
        this.whole = Math.max(1, whole);
        this.progress = progress;
    }

    public void reached(long done) {
        if (done >= next) {
            int percent = (int) Math.min(100, done * 100 / whole);
            progress.at(phase, percent);
            next = (percent + 1) * whole / 100 + 1;
        }
    }
}
