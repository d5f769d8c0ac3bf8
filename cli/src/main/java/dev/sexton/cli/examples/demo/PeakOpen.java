package dev.sexton.cli.examples.demo;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The most descriptors that any look at the process has found open. Between two looks there may have been more. */
final class PeakOpen {
    private static final int NEVER_TOLD = -1;

    private final ProcessDescriptors process;
    private final AtomicInteger peak = new AtomicInteger(NEVER_TOLD);

    PeakOpen(ProcessDescriptors process) {
        this.process = process;
    }

    void look() {
        peak.accumulateAndGet(process.count().orElse(NEVER_TOLD), Math::max);
    }

    /** Empty where the system does not tell. */
    OptionalInt seen() {
        int most = peak.get();
        return most == NEVER_TOLD ? OptionalInt.empty() : OptionalInt.of(most);
    }
}
