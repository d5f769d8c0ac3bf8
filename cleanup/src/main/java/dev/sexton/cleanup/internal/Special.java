package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.Cleanup;
import java.lang.ref.PhantomReference;
import org.jspecify.annotations.Nullable;

/*
 * One cleanup of one object: the record that the collector, the sweeper and the user's handle share. The name is Go's.
 *
 * It is a phantom reference with no queue. The collector clears it like any other when the object is dead (and finalized),
 * and the JVM's reference handler skips it, so no dead object passes through that one thread and the queue's lock. The
 * sweeper finds the cleared ones.
 *
 *     ATTACHED ──stop()──▶ STOPPED
 *        │  └────clean()─▶ CLEANED
 *        └──────sweep────▶ QUEUED ──▶ RUNNING ──▶ DONE
 *
 * The states are not stored. ATTACHED means "the span's slot holds this special", and each arrow that leaves it is the same
 * compare-and-set of that slot to null: the one linearization point. Exactly one caller wins it; from then on the special
 * belongs to the winner alone, who runs or drops it. A stop or clean in any other state changes nothing.
 *
 * Layout with compressed references: 12 header + 16 Reference + 4 span + 4 slot + action and argument = 48 bytes for either
 * subclass. A field more costs every cleanup 8 bytes.
 */
abstract class Special extends PhantomReference<Object> implements Cleanup {
    /**
     * Where this special is, or was. Written by the adding thread before the slot's compare-and-set publishes them, and
     * {@code span} again by the winner of the slot, to unpin it. A reader that races with the winner sees a slot that no
     * longer holds this special, or null; both mean "too late".
     */
    private @Nullable Span span;

    private int slot;

    Special(Object referent) {
        super(referent, null);
    }

    /** Says where it is about to be; overridden by tests alone, to let things happen at that moment. */
    void place(Span span, int slot) {
        this.span = span;
        this.slot = slot;
    }

    @Override
    public final boolean stop() {
        Span home = take();
        if (home == null) {
            return false;
        }
        home.tally().stopped.increment();
        drop();
        return true;
    }

    @Override
    public final void clean() {
        Span home = take();
        if (home == null) {
            return;
        }
        home.tally().cleaned.increment();
        try {
            run();
        } finally {
            drop();
        }
    }

    /** The span it was taken out of, or null if somebody else was first. */
    final @Nullable Span take() {
        Span home = span;
        return home != null && home.take(slot, this) ? home : null;
    }

    /** Runs the action. Only for the winner of the slot. */
    abstract void run();

    /** Lets go of everything but the referent, so that a handle somebody keeps pins nothing. Only for the winner. */
    void drop() {
        span = null;
    }

    /** The action, as long as it was not dropped. */
    abstract @Nullable Object action();

    /** Where it was registered; null if that was not recorded, or if it has left its place. */
    final @Nullable StackTraceElement site() {
        return action() instanceof Sited sited ? sited.site() : null;
    }

    @Override
    public final String toString() {
        StackTraceElement site = site();
        return "Cleanup@" + Integer.toHexString(System.identityHashCode(this))
                + (site == null ? "" : " registered at " + site);
    }
}
