package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.internal.slots.Special;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Specials on their way from a sweep to a worker.
 *
 * A sweep begins with small blocks, so that a few slow cleanups spread over the workers, and doubles them as it goes on, so
 * that the cost of handing over a block, some hundred ns on either side, vanishes when there are many (measured: adr/0001).
 *
 * Filled by one sweep, pushed once, then claimed one by one. The claim is an atomic increment, so that the rest of a block
 * whose worker is stuck in a slow action can be taken from it: each index is given out once, to the worker or with the rest.
 */
/** Specials on their way from a sweep to a worker. */
public final class CleanupBlock extends LockFreeStack.Node<CleanupBlock> {
    /** The capacity of a sweep's first block. */
    public static final int SMALLEST = 16;
    /** The capacity up to which a sweep doubles it. */
    public static final int LARGEST = 512;

    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup()
                    .findVarHandle(CleanupBlock.class, "claimed", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Elements are written before the push, and set to null by whoever claimed them. */
    private final @Nullable Special[] specials;

    /** Written before the push. */
    private int size;

    /** How many were given out. May exceed the size by the number of claims that came too late. */
    private volatile int claimed;

    /** Makes an empty block. */
    public CleanupBlock(int capacity) {
        specials = new @Nullable Special[capacity];
    }

    /** Adds one; true if the block is full now. Before the push only. */
    public boolean add(Special special) {
        specials[size++] = special;
        return size == specials.length;
    }

    /** Moves the second half to an empty block, which has room for it. Before either is pushed. */
    void moveHalfTo(CleanupBlock other) {
        for (int keep = (size + 1) / 2; size > keep; ) {
            Special moved = specials[--size];
            specials[size] = null;
            if (moved != null) {
                other.add(moved);
            }
        }
    }

    /** Returns how many were added. */
    public int size() {
        return size;
    }

    /** The next special to run, null if all have been given out. */
    @Nullable
    Special claim() {
        return specialAt((int) CLAIMED.getAndAdd(this, 1));
    }

    private @Nullable Special specialAt(int i) {
        if (i >= size) {
            return null;
        }
        Special special = specials[i];
        specials[i] = null;
        return special;
    }

    boolean hasRest() {
        return claimed < size;
    }

    /** Claims all that is left, as a block of its own; null if nothing is. */
    @Nullable
    CleanupBlock takeRest() {
        // Before the claim: from there on nothing may fail.
        CleanupBlock rest = new CleanupBlock(size);
        int i = (int) CLAIMED.getAndAdd(this, size);
        for (Special special; (special = specialAt(i)) != null; i++) {
            rest.add(special);
        }
        return rest.size > 0 ? rest : null;
    }
}
