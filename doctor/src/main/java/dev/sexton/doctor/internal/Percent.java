package dev.sexton.doctor.internal;

import dev.sexton.doctor.Progress;

/** Tells a listener when another percent of a phase is done. */
final class Percent {
    private final String phase;
    private final long whole;
    private final Progress progress;
    private long next;

    Percent(String phase, long whole, Progress progress) {
        this.phase = phase;
        this.whole = Math.max(1, whole);
        this.progress = progress;
    }

    void reached(long done) {
        if (done >= next) {
            int percent = (int) Math.min(100, done * 100 / whole);
            progress.at(phase, percent);
            next = (percent + 1) * whole / 100 + 1;
        }
    }
}
