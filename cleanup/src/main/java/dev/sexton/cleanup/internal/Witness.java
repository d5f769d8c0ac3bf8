package dev.sexton.cleanup.internal;

import org.jspecify.annotations.Nullable;

/**
 * Looks on while workers run cleanups, for leak reports and for the flight recorder. Asked once per block whether it wants to. Never
 * throws: between a special's slot and its action nothing may fail, and what cannot be seen for lack of memory is not seen.
 */
final class Witness {
    private final String runtime;
    private final @Nullable LeakReports leaks;

    Witness(String runtime, @Nullable LeakReports leaks) {
        this.runtime = runtime;
        this.leaks = leaks;
    }

    /** Whether {@link #begins} and {@link #ended} are to be called for the cleanups of a block, and {@link #blockEnded} then. */
    boolean isNeeded() {
        return leaks != null || (Trace.isOn() && Events.areRunsWanted());
    }

    /** A cleanup is about to be run; what is returned is for {@link #ended}. */
    @Nullable
    Object begins(Special special) {
        try {
            if (leaks != null) {
                leaks.count(special);
            }
            return Trace.isOn() && Events.areRunsWanted() ? Events.running(runtime, special) : null;
        } catch (Throwable noMemory) {
            return null;
        }
    }

    void ended(@Nullable Object run) {
        try {
            if (run != null) {
                Events.ran(run);
            }
        } catch (Throwable noMemory) {
            // Not seen, as said above.
        }
    }

    void blockEnded() {
        try {
            if (leaks != null) {
                leaks.report();
            }
        } catch (Throwable noMemory) {
            // What was not reported is still counted, and reported later.
        }
    }

    void failed(Special special, Throwable thrown) {
        try {
            if (Trace.isOn()) {
                Events.failed(runtime, special, thrown);
            }
        } catch (Throwable noMemory) {
            // The handler is told all the same.
        }
    }
}
