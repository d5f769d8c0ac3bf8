package dev.sexton.verify.soak;

import dev.sexton.cleanup.Cleanup;

/** A cleanup whose object is held, so that only its holder can end it. */
record Held(Page page, int entry, Object object, Cleanup handle) {
    void stop() {
        if (!page.stop(entry, handle)) {
            page.subject()
                    .ledger()
                    .report("A cleanup of runtime " + page.subject().name()
                            + " could not be stopped although its object was alive and nobody else had its handle");
        }
        release();
    }

    void clean() {
        page.clean(handle);
        if (!page.isOver(entry)) {
            page.subject()
                    .ledger()
                    .report("A cleanup of runtime " + page.subject().name()
                            + " did not run in clean() although its object was alive and nobody else had its handle");
        }
        release();
    }

    /** Lets the object die. */
    void release() {
        page.release(entry, object);
    }

    /** For others to stop or clean while the object may be dying. To be called after {@link #release}. */
    Contended contended() {
        return new Contended(page, entry, handle);
    }

    /** A cleanup that several threads and the sweeper may be trying to end at the same time. */
    record Contended(Page page, int entry, Cleanup handle) {
        void stop() {
            page.stop(entry, handle);
        }

        void clean() {
            page.clean(handle);
        }
    }
}
