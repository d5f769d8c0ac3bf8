package dev.sexton.coroutine.internal;

import dev.sexton.coroutine.ThreadLockMismatchException;
import org.jspecify.annotations.Nullable;

/** How the current thread is locked to its OS thread, and the rule that coroutines obey it. */
final class ThreadLock {
    /*
     * From Go's runtime (coro.go, "thread-lock state"): a coroutine remembers how its creator was locked. Whenever control
     * passes into or out of it, and it remembers a lock or the thread is locked, thread and both counts must be the same.
     * What never locks, pays nothing: hence `everLocked`.
     *
     * In Go the counts belong to the OS thread. Here they belong to the Thread, which is the same thing: a platform thread
     * is one, and a virtual thread is pinned to one as long as a count is not zero. A body on a continuation shares its
     * consumer's Thread and so its counts; a lock that it takes and still holds at a switch is a mismatch.
     *
     * Pinning binds to the continuation in which it was asked for. It is done when the first lock is taken and undone when
     * the last one is released; if a body releases its consumer's lock, the pin has to stay (unpinThread says no) until
     * control is back with the consumer (settle). A thread pinned too long does no harm.
     */

    private static final ThreadLocal<@Nullable ThreadLock> CURRENT = new ThreadLocal<>();

    /**
     * Whether any thread was ever locked. Set, never cleared; written before the thread's own counts are, so a thread that
     * reads false is not locked. Others may read it late, which is of no interest to them.
     */
    private static boolean everLocked;

    private final Object thread;
    private final boolean pinned;
    private int external;
    private int internal;

    private ThreadLock() {
        Thread self = Thread.currentThread();
        pinned = self.isVirtual() && Backend.CONTINUATIONS;
        if (pinned) {
            ContinuationFiber.pinThread();
        }
        thread = identity(self);
    }

    static void lock() {
        if (Thread.currentThread().isVirtual() && !Backend.CONTINUATIONS) {
            throw Backend.needsContinuations("a virtual thread would not stay on its OS thread: pinning needs the JDK's"
                    + " continuations (a confined coroutine's body runs on a virtual thread, too, without them)");
        }
        ThreadLock lock = obtain();
        lock.external = Math.incrementExact(lock.external);
    }

    static void unlock() {
        ThreadLock lock = CURRENT.get();
        if (lock != null && lock.external > 0) {
            lock.external--;
            lock.release();
        }
    }

    static boolean isLocked() {
        return current() != null;
    }

    static void enterCallback() {
        obtain().internal++;
    }

    static void exitCallback() {
        ThreadLock lock = obtain();
        lock.internal--;
        lock.release();
    }

    /** How the current thread is locked; null if it is not. */
    static @Nullable LockState state() {
        ThreadLock lock = current();
        return lock == null ? null : new LockState(lock.thread, lock.external, lock.internal);
    }

    /** Throws unless the current thread is locked as {@code want} says. */
    static void check(@Nullable LockState want) {
        ThreadLockMismatchException mismatch = mismatch(want);
        if (mismatch != null) {
            throw mismatch;
        }
    }

    static @Nullable ThreadLockMismatchException mismatch(@Nullable LockState want) {
        ThreadLock got = current();
        if (got == null ? want == null : want != null && got.isSameAs(want)) {
            return null;
        }
        Object gotThread = got == null ? identity(Thread.currentThread()) : got.thread;
        return new ThreadLockMismatchException("OS thread locking must match locking at coroutine creation: got thread "
                + gotThread + ", want " + (want == null ? "any" : want.thread())
                + "; got internal lock count " + (got == null ? 0 : got.internal) + ", want "
                + (want == null ? 0 : want.internal())
                + "; got external lock count " + (got == null ? 0 : got.external) + ", want "
                + (want == null ? 0 : want.external())
                + ". Lock before creating the coroutine and unlock after its end, or use detached(...)");
    }

    /** A body ends: releases the locks that it took and left behind, so that they do not become its consumer's. */
    static void releaseAbove(@Nullable LockState want) {
        int keep = want == null ? 0 : want.external();
        for (ThreadLock lock = current(); lock != null && lock.external > keep; lock = current()) {
            unlock();
        }
    }

    /** Control is back with the consumer of a body that may have released the consumer's lock: unpins. */
    static void settle() {
        ThreadLock lock = CURRENT.get();
        if (lock != null) {
            lock.release();
        }
    }

    private static @Nullable ThreadLock current() {
        ThreadLock lock = everLocked ? CURRENT.get() : null;
        return lock == null || lock.isFree() ? null : lock;
    }

    private static ThreadLock obtain() {
        ThreadLock lock = CURRENT.get();
        if (lock == null) {
            everLocked = true;
            lock = new ThreadLock();
            CURRENT.set(lock);
        }
        return lock;
    }

    private void release() {
        if (isFree() && (!pinned || ContinuationFiber.unpinThread())) {
            CURRENT.remove();
        }
    }

    private boolean isFree() {
        return external + internal == 0;
    }

    private boolean isSameAs(LockState state) {
        return thread.equals(state.thread()) && external == state.external() && internal == state.internal();
    }

    /** The OS thread: a platform thread is one; a virtual thread tells its carrier only in its description. */
    private static Object identity(Thread thread) {
        if (!thread.isVirtual()) {
            return thread;
        }
        String description = thread.toString();
        return description.substring(description.lastIndexOf('@') + 1);
    }
}
