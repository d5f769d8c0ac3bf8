package dev.sexton.cleanup.internal.slots;

/*
 * At the end of the stack any call fails. Between the step that takes a special out of its slot and the one that runs or counts it, no
 * call may. So what takes specials out in a thread of the user's first makes as many calls as it may need then, to no other end. They
 * have a few arguments, so that compiled ones need some stack as well.
 */
/** Finds out whether the stack has room, where it is too late to find out by trying. */
public final class StackRoom {
    /** For {@link Special#clean} up to the user's action. */
    static final int FOR_A_CLEAN = 64;

    /** For a sweep, and a look after the workers. */
    public static final int FOR_A_SWEEP = 256;

    private StackRoom() {}

    /** Throws StackOverflowError if the stack has no room for this many calls. */
    public static void require(int calls) {
        descend(calls, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static long descend(int calls, long a, long b, long c, long d, long e, long f, long g, long h) {
        return calls == 0 ? a : a + descend(calls - 1, b, c, d, e, f, g, h, a);
    }
}
