package dev.sexton.cleanup.internal.slots;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * A fixed array of slots, each empty or holding one special. A special knows its slot, so taking it out is one
 * compare-and-set and needs no search; Go's spans keep a sorted list per span instead.
 *
 *     OPEN ──retire()──▶ FULL ──discard()──▶ DISCARDED
 *       ▲                  │
 *       └────reopen()──────┘
 *
 * OPEN: some stripe's current span; specials are added. FULL: nothing is added to it; it is swept. DISCARDED: the registry has
 * let go of it. So a special that is added to a DISCARDED span would be lost. To prevent that, the adder publishes the special and then
 * reads the state; the registry writes DISCARDED and then looks at the slots once more. Both pairs are volatile accesses, so at
 * least one of the two sees the other. A registry that sees a special makes the span FULL again. An adder that no longer sees the
 * span OPEN takes its special back out and goes elsewhere; so every special that stays in a FULL span was there when the span
 * became FULL, and the span has an age.
 */
/** A fixed array of slots for specials. */
public final class Span {
    /** 256 slots make the span's own header 0.2 bytes per cleanup, and a reopened span worth the adder's pass over it. */
    public static final int SLOTS = 256;

    /** A span is handed out again once this many of its slots hold nothing; then an adder's search costs ≤ 4 reads a slot. */
    static final int WORTH_REOPENING = SLOTS / 4;

    /** The lists of a {@link SpanRegistry}. */
    enum Listing {
        NONE,
        YOUNG,
        OLD
    }

    static final int OPEN = 0;
    static final int FULL = 1;
    private static final int DISCARDED = 2;

    static final int UNKNOWN = -1;

    private static final VarHandle SLOT =
            MethodHandles.arrayElementVarHandle(Special[].class).withInvokeExactBehavior();
    private static final VarHandle CURSOR;
    private static final VarHandle STATE;
    private static final VarHandle FULL_SINCE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CURSOR = lookup.findVarHandle(Span.class, "cursor", int.class).withInvokeExactBehavior();
            STATE = lookup.findVarHandle(Span.class, "state", int.class).withInvokeExactBehavior();
            FULL_SINCE =
                    lookup.findVarHandle(Span.class, "fullSince", int.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Receives the specials that a look at the slots has found due. */
    public interface Finder {
        /** Is given a special that is still in the slot; to own it is to {@linkplain Span#take take} it. */
        void found(Span span, int slot, Special special);
    }

    final Counts counts;

    /** Elements are accessed through {@code SLOT} alone. Null → special by an adder, special → null by whoever takes it. */
    private final @Nullable Special[] slots = new @Nullable Special[SLOTS];

    /**
     * The slot at which the next adder starts to look. A hint, read and written without order: the slot's compare-and-set decides. Too
     * low costs a look at a taken slot; too high leaves an empty slot for the next lap.
     */
    @SuppressWarnings("UnusedVariable") // accessed through CURSOR
    private int cursor;

    /** See the drawing above. Read and written by the registry as well where nothing may be called. */
    volatile int state = OPEN;

    /**
     * The number of the collection after which the sweeper first found the span FULL; UNKNOWN before. Reset by the adder that
     * retires the span, before the state says FULL; so whoever reads FULL first reads a number that is not from an earlier life.
     */
    volatile int fullSince = UNKNOWN;

    /** In which of the registry's lists it belongs. Under the registry's lock. */
    private Listing listing = Listing.NONE;

    /** About how many the last look has left in it. Written by those who have swept it, read at the pass's end: a hint. */
    private int live;

    Span(Counts counts) {
        this.counts = counts;
    }

    Counts counts() {
        return counts;
    }

    /**
     * Puts the special into an empty slot at the cursor or after it; false if there is none: this lap is over. The compare-and-set
     * publishes it. After that nothing is called, here or by the callers: where the stack ends, a call fails, and a failed add must not
     * have registered anything.
     */
    boolean add(Special special) {
        for (int i = cursorOpaque(); i < SLOTS; i++) {
            if (slotOpaque(i) == null) {
                special.place(this, i);
                cursorOpaque(i + 1);
                if (SLOT.compareAndSet(slots, i, (Special) null, special)) {
                    return true;
                }
            }
        }
        cursorOpaque(SLOTS);
        return false;
    }

    /** Takes the special out; false if somebody else did. This is the linearization point of stop, clean and sweep. */
    public boolean take(int slot, Special special) {
        return SLOT.compareAndSet(slots, slot, special, (Special) null);
    }

    /** Looks at every slot and passes the specials that are due to the finder. */
    public void sweep(Predicate<Special> isDue, Finder finder) {
        int left = 0;
        for (int i = 0; i < SLOTS; i++) {
            Special special = slotAcquire(i);
            if (special != null) {
                if (isDue.test(special)) {
                    finder.found(this, i, special);
                } else {
                    left++;
                }
            }
        }
        live = left;
    }

    /** Whether it has been discarded; FULL → DISCARDED, if the last look has left nothing in it. Under the registry's lock. */
    boolean isDiscardedIfEmpty() {
        return isDiscarded() || (live == 0 && discard());
    }

    Listing listing() {
        return listing;
    }

    void list(Listing list) {
        listing = list;
    }

    /** After a pass: whether it is worth an adder's search. */
    boolean hasRoom() {
        return live <= SLOTS - WORTH_REOPENING;
    }

    /** How many specials it holds, by looking. */
    int count() {
        return SLOTS - empty();
    }

    boolean isEmpty() {
        for (int i = 0; i < SLOTS; i++) {
            if ((Special) SLOT.getVolatile(slots, i) != null) {
                return false;
            }
        }
        return true;
    }

    /** Passes every special, dead or not, to the visitor, and leaves it where it is. */
    void forEach(Consumer<Special> visitor) {
        for (int i = 0; i < SLOTS; i++) {
            Special special = slotAcquire(i);
            if (special != null) {
                visitor.accept(special);
            }
        }
    }

    /** Starts another lap if enough slots are empty. For adders that have found the span full. */
    boolean startAnotherLap() {
        if (empty() < WORTH_REOPENING) {
            return false;
        }
        cursorOpaque(0);
        return true;
    }

    private int empty() {
        int empty = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (slotOpaque(i) == null) {
                empty++;
            }
        }
        return empty;
    }

    /** OPEN → FULL. The adder that replaces it does this without a call. */
    void retire() {
        fullSince = UNKNOWN;
        state = FULL;
    }

    /**
     * Whether it has been FULL for that many collections, so that all its specials, and all their objects, are at least as old.
     * To be called at the end of a pass only.
     *
     * @param collection the number of the collection that the pass has followed
     */
    boolean isOld(int collection, int collections) {
        if (state != FULL) {
            return false;
        }
        int since = fullSince;
        if (since == UNKNOWN) {
            // If it was retired again meanwhile, this may fail. If it does not, the span counts as a little older
            // than it is, and objects that die in it may have to wait for the backstop.
            FULL_SINCE.compareAndSet(this, UNKNOWN, collection);
            return false;
        }
        return collection - since >= collections;
    }

    /** FULL → OPEN, by the one adder that gets it. */
    boolean reopen() {
        if (!STATE.compareAndSet(this, FULL, OPEN)) {
            return false;
        }
        cursor = 0; // nothing is called once it is open
        return true;
    }

    /**
     * FULL → DISCARDED, under the registry's lock, so that nobody takes the state of a moment for the last one; false if it is in
     * use, or came into use meanwhile.
     */
    boolean discard() {
        if (!STATE.compareAndSet(this, FULL, DISCARDED)) {
            return false;
        }
        if (!isEmpty()) {
            state = FULL;
            return false;
        }
        return true;
    }

    boolean isOpen() {
        return state == OPEN;
    }

    boolean isDiscarded() {
        return state == DISCARDED;
    }

    private @Nullable Special slotOpaque(int i) {
        return (Special) SLOT.getOpaque(slots, i);
    }

    private @Nullable Special slotAcquire(int i) {
        return (Special) SLOT.getAcquire(slots, i);
    }

    private int cursorOpaque() {
        return (int) CURSOR.getOpaque(this);
    }

    private void cursorOpaque(int value) {
        CURSOR.setOpaque(this, value);
    }
}
