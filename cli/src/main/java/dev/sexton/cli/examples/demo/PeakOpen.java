package dev.sexton.cli.examples.demo;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The most descriptors that the process was seen to have open. Between two checks it may have had more. */
final class PeakOpen {
    private static final int NEVER_TOLD = -1;

    private final ProcessDescriptors process;
    private final AtomicInteger peak = new AtomicInteger(NEVER_TOLD);

    PeakOpen(ProcessDescriptors process) {
        this.process = process;
    }

    void check() {
        peak.accumulateAndGet(process.count().orElse(NEVER_TOLD), Math::max);
    }

    /** Returns the most seen; empty where the system does not tell. */
    OptionalInt seen() {
        int most = peak.get();
        return most == NEVER_TOLD ? OptionalInt.empty() : OptionalInt.of(most);
    }
}
