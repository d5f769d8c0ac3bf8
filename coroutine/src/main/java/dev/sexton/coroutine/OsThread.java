package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import java.lang.invoke.MethodHandle;

/**
 * Locks the current thread to its OS thread, for native libraries that keep state in thread-local storage.
 *
 * <p>A platform thread always stays on its OS thread; there a lock only counts. A virtual thread that is locked stays on its
 * carrier until it is unlocked: what it waits for blocks the carrier, so lock it for short, and only few at a time.
 *
 * <p><b>Locks and coroutines.</b> A confined coroutine remembers how the thread was locked that created it. Whenever control
 * passes into or out of the coroutine while it remembers a lock or the thread is locked, the OS thread, the number of locks
 * and the number of callbacks on the stack must be those of its creation; otherwise the switch does not take place and is a
 * {@link ThreadLockMismatchException}. So lock first, then create, then advance, and unlock at the end; and unlock in a body
 * what it has locked before it yields. Locks that a body leaves behind when it ends are released, and reported by the same
 * exception.
 *
 * <p>A detached coroutine has a thread of its own, whose locks are its own affair: nothing is checked.
 *
 * <p>All methods concern the calling thread only.
 */
public final class OsThread {
    private OsThread() {}

    /**
     * Locks the current thread to its OS thread. Locks nest.
     *
     * @throws UnsupportedOperationException on a virtual thread, if the backend is "thread": the message names the option
     *     that is missing. The body of a confined coroutine runs on a virtual thread under that backend
     * @throws ArithmeticException after 2<sup>31</sup> - 1 locks
     */
    public static void lock() {
        Coroutines.lockThread();
    }

    /** Undoes one {@link #lock}. Without one it does nothing. */
    public static void unlock() {
        Coroutines.unlockThread();
    }

    /**
     * Whether the current thread is locked, by {@link #lock} or by running inside a {@link #callback}.
     *
     * @return whether it is
     */
    public static boolean isLocked() {
        return Coroutines.isThreadLocked();
    }

    /**
     * Wraps the target of an upcall, so that a coroutine does not switch across native frames: while the returned method
     * handle runs, the thread counts as locked. To be given to {@link java.lang.foreign.Linker#upcallStub}.
     *
     * @param upcallTarget what native code is to call
     * @return a method handle of the same type that calls it
     * @throws NullPointerException if {@code upcallTarget} is null
     */
    public static MethodHandle callback(MethodHandle upcallTarget) {
        return Coroutines.callback(upcallTarget);
    }
}
