package dev.sexton.coroutine.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.coroutine.ThreadLockMismatchException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One coroutine: a body on a fiber, and the rules by which control passes in and out. Values are its users' affair. */
final class Coro implements Runnable {
    /*
     *           resume                    suspend
     *   NEW ──────────────▶ RUNNING ◀──────────────▶ SUSPENDED
     *    │                     │          resume         │
     *    │ cancel              │ the body ends           │ cancel: resumes it one last time
     *    └────────▶ DONE ◀─────┴─────────────────────────┘
     *
     * Whoever moves the state to RUNNING is the consumer, alone, until it moves the state on after switchIn has returned.
     * The body never writes the state: otherwise a second consumer could come in while the body still is on its way out.
     * All other fields are plain; whoever has control reads and writes them, and switches publish them.
     *
     * The budget of a switch on a continuation is a few ns: no CAS if confined, no allocation, and for the thread lock one
     * static read where nothing ever locks.
     */

    private static final int NEW = 0;
    private static final int SUSPENDED = 1;
    private static final int RUNNING = 2;
    private static final int DONE = 3;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Coro.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable body;
    private final Fiber fiber;
    private final String creationSite = Abandonment.site();

    /** Null if detached. */
    private final @Nullable Confinement confinement;

    /** How the creator was locked to its thread; null if it was not, and always null if detached. */
    private final @Nullable LockState lockAtCreation;

    /** See the drawing. If confined, only the owner writes it, plainly; if detached, acquired by CAS and released. */
    @SuppressWarnings("UnusedVariable") // Read by way of STATE.
    private int state;

    private boolean cancelled;
    private boolean ended;
    private @Nullable Throwable failure;

    /** What is to happen if the user forgets about this coroutine; null before the body runs. */
    private @Nullable Cleanup abandonment;

    Coro(Runnable body, boolean detached) {
        this.body = body;
        confinement = detached ? null : new Confinement();
        lockAtCreation = detached ? null : ThreadLock.state();
        if (lockAtCreation != null && !Backend.CONTINUATIONS) {
            throw Backend.needsContinuations("the thread is locked, and without the JDK's continuations the body of a"
                    + " confined coroutine would run on another thread; use detached(...)");
        }
        fiber = detached ? Backend.detached(this) : Backend.confined(this);
    }

    /**
     * Runs the body up to its next {@link #suspend} or its end.
     *
     * @param handle what the user holds on to, see {@link Abandonment}
     * @return true after a suspend; false if the body has ended, now or before
     */
    boolean resume(Object handle) {
        return begin() && switchIn(handle);
    }

    /** Unwinds the body: its {@link #suspend} returns false. A body that never ran never will. */
    void cancel() {
        if (!endUnstarted() && begin()) {
            cancelled = true;
            switchIn(false);
        }
    }

    /** Nobody can resume any more: unwinds the body in the calling thread, whatever that is. */
    void unwind() {
        if (STATE.compareAndSet(this, SUSPENDED, RUNNING)) {
            cancelled = true;
            switchIn(true);
        }
    }

    String creationSite() {
        return creationSite;
    }

    boolean isConfined() {
        return confinement != null;
    }

    boolean isDone() {
        return stateAcquire() == DONE;
    }

    /** Body: throws unless it may suspend now. */
    void checkSuspend() {
        checkLock();
        if (!fiber.isCurrent()) {
            throw foreignYield();
        }
        if (cancelled) {
            throw new IllegalStateException(
                    "the coroutine was closed, as its last yield told; the body must end without" + " yielding again");
        }
    }

    /**
     * Body: gives control to the consumer until it resumes. To be called after {@link #checkSuspend}.
     *
     * @return false if the body has been cancelled
     */
    boolean suspend() {
        fiber.switchOut();
        return !cancelled;
    }

    /** The fiber's body. */
    @Override
    public void run() {
        try {
            body.run();
        } catch (Throwable t) {
            failure = t;
        }
        if (confinement != null) {
            checkLockAtExit();
        }
        ended = true;
    }

    /**
     * The first half of {@link #resume}: checks the rules and moves the state to RUNNING.
     *
     * @return false if the body has ended
     */
    boolean begin() {
        int was = stateAcquire();
        if (was == NEW || was == SUSPENDED) {
            checkLock();
        }
        if (confinement != null) {
            confinement.enter();
        }
        if (was == DONE) {
            return false;
        }
        if (was == RUNNING || !moveToRunning(was)) {
            throw alreadyRunning();
        }
        return true;
    }

    private boolean moveToRunning(int was) {
        if (confinement == null) {
            return STATE.compareAndSet(this, was, RUNNING);
        }
        state = RUNNING;
        return true;
    }

    private boolean endUnstarted() {
        if (confinement != null) {
            confinement.enter();
        }
        return stateAcquire() == NEW && STATE.compareAndSet(this, NEW, DONE);
    }

    /** The second half of {@link #resume}. */
    boolean switchIn(Object handle) {
        if (abandonment == null) {
            watch(handle);
        }
        return switchIn(false);
    }

    private void watch(Object handle) {
        try {
            abandonment = Abandonment.watch(handle, this);
        } catch (Throwable t) {
            STATE.setRelease(this, NEW);
            throw t;
        }
    }

    /** Returns whether the body is suspended now; false if it has ended. */
    private boolean switchIn(boolean forGood) {
        boolean done = true; // Also if the switch itself fails, for want of memory or stack.
        try {
            if (forGood) {
                fiber.discard();
            } else {
                fiber.switchIn();
            }
            done = ended;
        } finally {
            STATE.setRelease(this, done ? DONE : SUSPENDED);
        }
        if (done) {
            finish();
        }
        return !done;
    }

    private void finish() {
        if (abandonment != null) {
            abandonment.stop();
        }
        if (lockAtCreation != null) {
            ThreadLock.settle();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw Coro.<RuntimeException>unchecked(thrown);
        }
    }

    private void checkLock() {
        if (confinement != null) {
            ThreadLock.check(lockAtCreation);
        }
    }

    private void checkLockAtExit() {
        ThreadLockMismatchException mismatch = ThreadLock.mismatch(lockAtCreation);
        if (mismatch == null) {
            return;
        }
        ThreadLock.releaseAbove(lockAtCreation);
        if (failure == null) {
            failure = mismatch;
        } else if (!(failure instanceof ThreadLockMismatchException)) {
            failure.addSuppressed(mismatch);
        }
    }

    private int stateAcquire() {
        return (int) STATE.getAcquire(this);
    }

    private IllegalStateException alreadyRunning() {
        if (fiber.isCurrent()) {
            return new IllegalStateException("re-entry: a body cannot advance or close the coroutine that it runs in");
        }
        if (confinement == null) {
            return new IllegalStateException("another thread is advancing this coroutine; only one may at a time");
        }
        return new IllegalStateException(
                "the body is in the middle of a step: it yielded to an enclosing coroutine, which"
                        + " has to be advanced first");
    }

    private IllegalStateException foreignYield() {
        return new IllegalStateException(
                ended
                        ? "yield after the body has ended; it belongs to the body that it was given to"
                        : "yield from outside the body that it was given to, by " + Thread.currentThread()
                                + "; neither the consumer nor another thread may call it");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> X unchecked(Throwable t) throws X {
        throw (X) t;
    }
}
