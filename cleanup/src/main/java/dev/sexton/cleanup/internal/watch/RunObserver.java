package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.internal.slots.Special;
import org.jspecify.annotations.Nullable;

/**
 * Observes the cleanups that workers run, for leak reports and for the flight recorder. Asked once per block whether it needs to. Never
 * throws: nothing may fail between a special's slot and its action, and a run that cannot be observed for lack of memory is not
 * observed.
 */
public final class RunObserver {
    private final String runtime;
    private final @Nullable LeakReports leaks;

    /** Makes an observer of this runtime, which counts leaks unless there are no reports to be made. */
    public RunObserver(String runtime, @Nullable LeakReports leaks) {
        this.runtime = runtime;
        this.leaks = leaks;
    }

    /** Returns whether {@link #begins}, {@link #ended} and {@link #blockEnded} are to be called for the cleanups of a block. */
    public boolean isNeeded() {
        return leaks != null || areRunsWanted();
    }

    private static boolean areRunsWanted() {
        try {
            return Trace.isOn() && Events.areRunsWanted();
        } catch (Throwable noRecorder) {
            return false;
        }
    }

    /** Called when a cleanup is about to run; returns an object for {@link #ended}. */
    public @Nullable Object begins(Special special) {
        try {
            if (leaks != null) {
                leaks.count(special);
            }
            return areRunsWanted() ? Events.running(runtime, special) : null;
        } catch (Throwable noMemory) {
            return null;
        }
    }

    /** Called when the cleanup has run. */
    public void ended(@Nullable Object run) {
        try {
            if (run != null) {
                Events.ran(run);
            }
        } catch (Throwable noMemory) {
            // Not observed, as said above.
        }
    }

    /** Called when all cleanups of a block have run. */
    public void blockEnded() {
        try {
            if (leaks != null) {
                leaks.report();
            }
        } catch (Throwable noMemory) {
            // The leaks are still counted, and reported later.
        }
    }

    /** Called when a cleanup has thrown, whether or not this observer is needed. */
    public void failed(Special special, Throwable thrown) {
        try {
            if (Trace.isOn()) {
                Events.failed(runtime, special, thrown);
            }
        } catch (Throwable noMemory) {
            // The failure handler is called all the same.
        }
    }

    /** Returns whether leaks are counted at all. */
    public boolean reportsLeaks() {
        return leaks != null;
    }

    /** Returns whether leaks were counted and not reported. */
    public boolean hasPendingLeaks() {
        return leaks != null && leaks.arePending();
    }

    /** Returns whether {@link #blockEnded} would report leaks. */
    public boolean hasDueLeaks() {
        return leaks != null && leaks.areDue();
    }

    /** Reports all leaks that were counted and not reported. */
    public void reportAllLeaks() {
        try {
            if (leaks != null) {
                leaks.reportAll();
            }
        } catch (Throwable noMemory) {
            // They are lost, and nothing else.
        }
    }
}
