package dev.sexton.coroutine;

import dev.sexton.coroutine.internal.Coroutines;
import java.lang.invoke.MethodHandle;

/**
 * Locks the current thread to its OS thread, for native libraries that keep state in thread-local storage.
 *
 * <pre>{@code
 * try (OsThread.Scope locked = OsThread.openScope()) {
 *     library.init();
 *     library.use();      // on the same OS thread
 * }
 * }</pre>
 *
 * <p>A platform thread always stays on its OS thread; there a lock only counts. A locked virtual thread stays on its carrier until
 * it is unlocked. While it waits it blocks the carrier, so hold the lock briefly, on few virtual threads at a time.
 *
 * <p><b>Locks and coroutines.</b> A confined coroutine remembers how the thread that created it was locked. If there was a lock, or
 * the thread is locked now, control passes into or out of the coroutine only if the OS thread, the number of locks and the number of
 * callbacks on the stack are the same as when it was created; otherwise the call throws {@link ThreadLockMismatchException} and
 * switches nothing. So lock first, then create, then advance, and unlock at the end; and unlock in a body what it has locked before
 * it yields. Locks that a body still holds when it ends are released, and reported by the same exception.
 *
 * <p>A detached coroutine has a thread of its own with locks of its own: nothing is checked.
 *
 * <p>All methods act on the calling thread only.
 *
 * @since 0.2.0
 */
public final class OsThread {
    private OsThread() {}

    /**
     * Locks the current thread to its OS thread. Locks nest.
     *
     * @throws UnsupportedOperationException on a virtual thread, if the backend is {@link Coroutine.Backend#THREAD}; the message
     *     names the option that is missing. The body of a confined coroutine runs on a virtual thread under that backend
     * @throws ArithmeticException after 2<sup>31</sup> - 1 locks
     */
    public static void lock() {
        Coroutines.lockThread();
    }

    /** Releases one {@link #lock}. Does nothing if there is none. */
    public static void unlock() {
        Coroutines.unlockThread();
    }

    /**
     * Locks the current thread as {@link #lock} does, and returns a scope that releases the lock when it is closed.
     *
     * @return the scope, for try-with-resources
     * @throws UnsupportedOperationException as {@link #lock}
     * @throws ArithmeticException as {@link #lock}
     */
    public static Scope openScope() {
        return new Scope();
    }

    /**
     * Returns whether the current thread is locked, by {@link #lock} or by running inside a {@link #callback}.
     *
     * @return true if it is
     */
    public static boolean isLocked() {
        return Coroutines.isThreadLocked();
    }

    /**
     * Wraps the target of an upcall, so that no coroutine switches across native frames: while the returned method handle runs, the
     * thread counts as locked. Pass it to {@link java.lang.foreign.Linker#upcallStub}.
     *
     * @param upcallTarget the method handle that native code is to call
     * @return a method handle of the same type that calls it
     */
    public static MethodHandle callback(MethodHandle upcallTarget) {
        return Coroutines.callback(upcallTarget);
    }

    /**
     * One lock of the thread that {@linkplain OsThread#openScope opened} the scope.
     *
     * <p>Locks are only counted. So scopes of one thread may be closed in any order, and the thread stays locked until the last one is
     * closed. An {@link OsThread#unlock} inside a scope releases one of the counted locks, not a particular one; then there may be
     * none left to release when the scope is closed, and closing it does nothing.
     *
     * @since 0.2.0
     */
    public static final class Scope implements AutoCloseable {
        private final Thread owner = Thread.currentThread();

        /** Read and written by the owner only. */
        private boolean closed;

        private Scope() {
            lock();
        }

        /**
         * Releases the lock. Does nothing the second time.
         *
         * @throws IllegalStateException if another thread than the owner calls it, even when the scope is closed; the lock stays
         */
        @Override
        public void close() {
            if (Thread.currentThread() != owner) {
                throw new IllegalStateException("the scope belongs to " + owner + ", but was closed by "
                        + Thread.currentThread() + "; the lock is not released: close the scope on its own thread");
            }
            if (!closed) {
                closed = true;
                unlock();
            }
        }
    }
}
