package dev.sexton.coroutine.internal.coro;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.coroutine.ThreadLockMismatchException;
import dev.sexton.coroutine.internal.failure.Failures;
import dev.sexton.coroutine.internal.fiber.Fiber;
import dev.sexton.coroutine.internal.fiber.Fibers;
import dev.sexton.coroutine.internal.lock.LockState;
import dev.sexton.coroutine.internal.lock.ThreadLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One coroutine: a body on a fiber, and the rules by which control passes in and out. Its users pass the values. */
public final class Coro implements Runnable {
    /*
     *           resume                    suspend
     *   NEW ──────────────▶ RUNNING ◀──────────────▶ SUSPENDED
     *    │                     │          resume         │
     *    │ cancel              │ the body ends           │ cancel: resumes it one last time
     *    └────────▶ DONE ◀─────┴─────────────────────────┘
     *
     * The thread that moves the state to RUNNING is the only consumer until it moves the state on, after the switch back.
     * The body never writes the state: otherwise a second consumer could come in while the body is still on its way out.
     * All other fields are plain; the side that has control reads and writes them, and switches publish them.
     *
     * The budget of a switch on a continuation is a few ns: no CAS if confined, no allocation, and for the thread lock one
     * static read if nothing ever locks.
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

    /** See the drawing. If confined, only the owner writes it, plainly; if detached, it is acquired by CAS and released. */
    @SuppressWarnings("UnusedVariable") // Read by way of STATE.
    private int state;

    private boolean cancelled;
    private boolean ended;
    private @Nullable Throwable failure;

    /** The cleanup that awaits the death of the handle; null before the body runs. */
    private @Nullable Cleanup abandonment;

    /** Strict mode: how many bodies the consumer's stack has below this one. Written by each switch in. */
    private int enclosingBodies;

    /**
     * Creates a coroutine that has not begun.
     *
     * @param body what it runs
     * @param detached whether it has a thread of its own, which any thread may advance
     */
    public Coro(Runnable body, boolean detached) {
        this.body = body;
        confinement = detached ? null : new Confinement();
        lockAtCreation = detached ? null : ThreadLock.state();
        if (lockAtCreation != null && !Fibers.CONTINUATIONS) {
            throw Fibers.needsContinuations("the thread is locked, and without the JDK's continuations the body of a"
                    + " confined coroutine would run on another thread; use detached(...)");
        }
        fiber = detached ? Fibers.detached(this) : Fibers.confined(this);
    }

    /**
     * Runs the body up to its next {@link #suspend} or its end.
     *
     * @param handle the object of the API that the user holds, see {@link Abandonment}
     * @return true after a suspend; false if the body has ended, now or before
     */
    public boolean resume(Object handle) {
        return begin() && step(handle);
    }

    /**
     * The first half of {@link #resume}: makes the caller the consumer, if the rules permit.
     *
     * @return false if the body has ended
     */
    public boolean begin() {
        int was = stateAcquire();
        if (was == NEW || was == SUSPENDED) {
            checkLock();
            checkThread();
            moveToRunning(was);
            return true;
        }
        checkThread();
        if (was == RUNNING) {
            throw alreadyRunning();
        }
        return false;
    }

    /**
     * The second half of {@link #resume}, for the consumer.
     *
     * @param handle as in {@link #resume}
     * @return as in {@link #resume}
     */
    public boolean step(Object handle) {
        if (abandonment == null) {
            watch(handle);
        }
        return switchIn();
    }

    /** Unwinds the body: its {@link #suspend} returns false. A body that has not begun never runs. */
    public void cancel() {
        if (!endUnstarted() && begin()) {
            cancelled = true;
            switchIn();
        }
    }

    /** Unwinds the body in the calling thread, whichever that is. For a coroutine that nobody can resume any more. */
    void unwind() {
        if (STATE.compareAndSet(this, SUSPENDED, RUNNING)) {
            cancelled = true;
            try {
                fiber.discard();
            } finally {
                STATE.setRelease(this, DONE); // A cancelled body cannot suspend again, so it has ended.
            }
            finish();
        }
    }

    String creationSite() {
        return creationSite;
    }

    boolean isConfined() {
        return confinement != null;
    }

    /**
     * {@return whether the body has ended or will never run}
     */
    public boolean isDone() {
        return stateAcquire() == DONE;
    }

    /** Body: throws unless it may suspend now. */
    public void checkSuspend() {
        checkLock();
        if (!fiber.isCurrent()) {
            throw foreignYield();
        }
        if (cancelled) {
            throw new IllegalStateException(
                    "the coroutine was closed, as its last yield reported; the body must end without yielding again");
        }
    }

    /**
     * Body: gives control to the consumer until it resumes. Must be called after {@link #checkSuspend}.
     *
     * @return false if the body has been cancelled
     */
    public boolean suspend() {
        if (Settings.STRICT) {
            MonitorCheck.check(Coro.class, enclosingBodies);
        }
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

    private void moveToRunning(int was) {
        if (confinement != null) {
            state = RUNNING;
        } else if (!STATE.compareAndSet(this, was, RUNNING)) {
            throw alreadyRunning();
        }
    }

    private boolean endUnstarted() {
        checkThread();
        return stateAcquire() == NEW && STATE.compareAndSet(this, NEW, DONE);
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
    private boolean switchIn() {
        if (Settings.STRICT) {
            enclosingBodies = sharesStack() ? MonitorCheck.bodiesOnStack(Coro.class) : 0;
        }
        boolean suspended = false; // Also if the switch itself fails, for lack of memory or stack.
        try {
            fiber.switchIn();
            suspended = !ended;
        } finally {
            STATE.setRelease(this, suspended ? SUSPENDED : DONE);
        }
        if (!suspended) {
            finish();
        }
        return suspended;
    }

    /** Whether the body runs on top of its consumer's stack. */
    private boolean sharesStack() {
        return confinement != null && Fibers.CONTINUATIONS;
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
            throw Failures.unchecked(thrown);
        }
    }

    private void checkThread() {
        if (confinement != null) {
            confinement.enter();
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
                        ? "yield after the body has ended; a yield belongs to the body that it was given to"
                        : "yield from outside the body that it was given to, by " + Thread.currentThread()
                                + "; neither the consumer nor another thread may call it");
    }
}
