package dev.sexton.coroutine.internal.lock;

import dev.sexton.coroutine.ThreadLockMismatchException;
import dev.sexton.coroutine.internal.failure.Failures;
import dev.sexton.coroutine.internal.fiber.Fibers;
import org.jspecify.annotations.Nullable;

/** How the current thread is locked to its OS thread, and the rule by which coroutines obey it. */
public final class ThreadLock {
    /*
     * From Go's runtime (coro.go, "thread-lock state"): a coroutine remembers how its creator was locked. Whenever control
     * passes into or out of it, and it remembers a lock or the thread is locked, thread and both counts must be the same.
     * A program that never locks pays nothing: hence `everLocked`.
     *
     * In Go the counts belong to the OS thread. Here they belong to the Thread, which comes to the same: a platform thread
     * is an OS thread, and a virtual thread is pinned to one as long as a count is not zero. A body on a continuation shares its
     * consumer's Thread and therefore its counts; a lock that the body takes and still holds at a switch is a mismatch.
     *
     * Pinning binds to the continuation in which it was asked for. It is done when the first lock is taken and undone when
     * the last one is released. If a body releases its consumer's lock, the pin has to stay (unpinThread returns false) until
     * control is back with the consumer (settle). A thread that stays pinned too long does no harm.
     */

    private static final ThreadLocal<@Nullable ThreadLock> CURRENT = new ThreadLocal<>();

    /**
     * Whether any thread was ever locked. Set, never cleared; a thread writes it before it writes its own counts, so a thread
     * that reads false is not locked. Other threads may see it late, which does not matter to them.
     */
    private static boolean everLocked;

    private final Object thread;
    private final boolean pinned;
    private int external;
    private int internal;

    private ThreadLock() {
        Thread self = Thread.currentThread();
        pinned = self.isVirtual() && Fibers.CONTINUATIONS;
        if (pinned) {
            Fibers.pinThread();
        }
        thread = identity(self);
    }

    /** Takes a lock for the current thread. */
    public static void lock() {
        if (!Fibers.CONTINUATIONS) {
            refuseWithoutContinuations();
        }
        ThreadLock lock = obtain();
        lock.external = Math.incrementExact(lock.external);
    }

    private static void refuseWithoutContinuations() {
        Thread self = Thread.currentThread();
        if (Fibers.logicalThread() != self) {
            throw Fibers.needsContinuations("the body of a confined coroutine would not be on its consumer's OS thread:"
                    + " without the JDK's continuations it runs on another one");
        }
        if (self.isVirtual()) {
            throw Fibers.needsContinuations(
                    "a virtual thread would not stay on its OS thread: pinning needs the JDK's" + " continuations");
        }
    }

    /** Releases one lock of the current thread, if it has any. */
    public static void unlock() {
        ThreadLock lock = CURRENT.get();
        if (lock != null && lock.external > 0) {
            lock.external--;
            lock.release();
        }
    }

    /**
     * {@return whether the current thread is locked}
     */
    public static boolean isLocked() {
        return current() != null;
    }

    /** Found by {@link Callback} under this name. */
    static void enterCallback() {
        obtain().internal++;
    }

    /** Found by {@link Callback} under this name. */
    static void exitCallback() {
        ThreadLock lock = obtain();
        lock.internal--;
        lock.release();
    }

    /**
     * {@return how the current thread is locked; null if it is not}
     */
    public static @Nullable LockState state() {
        ThreadLock lock = current();
        return lock == null ? null : new LockState(lock.thread, lock.external, lock.internal);
    }

    /**
     * Throws a mismatch unless the current thread is locked as expected.
     *
     * @param want the expected state; null if the thread must not be locked
     */
    public static void check(@Nullable LockState want) {
        ThreadLockMismatchException mismatch = mismatch(want);
        if (mismatch != null) {
            throw mismatch;
        }
    }

    /**
     * {@return the mismatch that {@link #check} would throw; null if there is none}
     *
     * @param want the expected state; null if the thread must not be locked
     */
    public static @Nullable ThreadLockMismatchException mismatch(@Nullable LockState want) {
        ThreadLock got = current();
        boolean matches = got == null ? want == null : want != null && got.isSameAs(want);
        return matches ? null : Failures.lockMismatch(describe(got, want));
    }

    private static String describe(@Nullable ThreadLock got, @Nullable LockState want) {
        Object gotThread = got == null ? identity(Thread.currentThread()) : got.thread;
        return "OS thread locking must match locking at coroutine creation: got thread "
                + gotThread + ", want " + (want == null ? "any" : want.thread())
                + "; got internal lock count " + (got == null ? 0 : got.internal) + ", want "
                + (want == null ? 0 : want.internal())
                + "; got external lock count " + (got == null ? 0 : got.external) + ", want "
                + (want == null ? 0 : want.external())
                + ". Lock before creating the coroutine and unlock after its end, or use detached(...)";
    }

    /**
     * Releases the locks that a body took and left behind when it ended, so that they do not become its consumer's.
     *
     * @param want the locks that stay; null for none
     */
    public static void releaseAbove(@Nullable LockState want) {
        int allowed = want == null ? 0 : want.external();
        for (ThreadLock lock = current(); lock != null && lock.external > allowed; lock = current()) {
            unlock();
        }
    }

    /** Unpins the thread if a body has released its consumer's lock. Called when control is back with the consumer. */
    public static void settle() {
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
        if (isFree() && (!pinned || Fibers.unpinThread())) {
            CURRENT.remove();
        }
    }

    private boolean isFree() {
        return external + internal == 0;
    }

    private boolean isSameAs(LockState state) {
        return thread.equals(state.thread()) && external == state.external() && internal == state.internal();
    }

    /** The OS thread. A platform thread is one itself; a virtual thread names its carrier only in its description. */
    private static Object identity(Thread thread) {
        if (!thread.isVirtual()) {
            return thread;
        }
        String description = thread.toString();
        return description.substring(description.lastIndexOf('@') + 1);
    }
}
