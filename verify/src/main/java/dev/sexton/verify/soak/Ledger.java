package dev.sexton.verify.soak;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Says whether all is well: keeps the first discrepancy that anybody reports. */
final class Ledger {
    private final AtomicReference<@Nullable String> discrepancy = new AtomicReference<>();

    void report(String what) {
        discrepancy.compareAndSet(null, what);
    }

    void check(boolean holds, String otherwise) {
        if (!holds) {
            report(otherwise);
        }
    }

    /** Null as long as all is well. */
    @Nullable
    String discrepancy() {
        return discrepancy.get();
    }
}
