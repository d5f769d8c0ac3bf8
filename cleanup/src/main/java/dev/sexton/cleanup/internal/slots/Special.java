package dev.sexton.cleanup.internal.slots;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.site.RegistrationSite;
import dev.sexton.cleanup.internal.site.SitedAction;
import java.lang.ref.PhantomReference;
import org.jspecify.annotations.Nullable;

/*
 * One cleanup of one object: the record that the collector, the sweeper and the user's handle share. The name is Go's: its runtime
 * calls the record that it keeps about an object for a cleanup, a finalizer or a profile a "special".
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
/** The record of one cleanup, which is also its handle and the reference that tells when its object is dead. */
public abstract class Special extends PhantomReference<Object> implements Cleanup {
    /**
     * The span and slot of this special, or the last ones. Written by the adding thread before the slot's compare-and-set publishes them, and
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // as said of the field
    public final boolean stop() {
        Span home = take();
        if (home == null) {
            return false;
        }
        // At the end of the stack each of these calls may fail. Out of its slot it is stopped all the same.
        boolean counted = false;
        try {
            home.counts().stopped();
            counted = true;
            drop();
        } catch (StackOverflowError noRoom) {
            home.counts.stoppedWithoutACall += counted ? 0 : 1;
        }
        return true;
    }

    @Override
    public final void clean() {
        StackRoom.require(StackRoom.FOR_A_CLEAN);
        Span home = take();
        if (home == null) {
            return;
        }
        home.counts().cleaned();
        try {
            run();
        } finally {
            drop();
        }
    }

    /** Returns the span that it was taken out of, or null if somebody else was first. */
    final @Nullable Span take() {
        Span home = span;
        return home != null && home.take(slot, this) ? home : null;
    }

    /** Refuses: the object would seem dead, and the cleanup would run. */
    @Override
    public final void clear() {
        throw new UnsupportedOperationException("A cleanup cannot be cleared: stop() cancels it, clean() runs it now");
    }

    /** Refuses, as {@link #clear} does. */
    @Override
    public final boolean enqueue() {
        throw new UnsupportedOperationException("A cleanup cannot be enqueued: stop() cancels it, clean() runs it now");
    }

    /** Refuses: a cleanup never gives its object away. */
    @Override
    public final @Nullable Object get() {
        throw new UnsupportedOperationException("A cleanup does not give its object away; it has stop() and clean()");
    }

    /** Returns whether the collector has found the object dead. */
    public final boolean isDead() {
        return refersTo(null);
    }

    /** Runs the action. Only for the winner of the slot. */
    public abstract void run();

    /** Lets go of everything but the referent, so that a handle somebody keeps pins nothing. Only for the winner. */
    public void drop() {
        span = null;
    }

    /** The action, with its site if that was recorded; null once it was dropped. */
    abstract @Nullable Object action();

    /** Returns the action as the user wrote it, or null once it was dropped. */
    public @Nullable Object userAction() {
        Object action = action();
        return action instanceof SitedAction sited ? sited.action() : action;
    }

    /** Returns where it was registered, or null if that was not recorded or the action was dropped. */
    public final @Nullable RegistrationSite site() {
        return action() instanceof SitedAction sited ? sited.site() : null;
    }

    /** Returns the line that registered it, or null if that was not recorded or the action was dropped. */
    public final @Nullable StackTraceElement call() {
        RegistrationSite site = site();
        return site == null ? null : site.call();
    }

    @Override
    public final String toString() {
        StackTraceElement call = call();
        return "Cleanup@" + Integer.toHexString(System.identityHashCode(this))
                + (call == null ? "" : " registered at " + call);
    }
}
