package dev.sexton.coroutine.internal.coro;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.coroutine.ThreadLockMismatchException;
import dev.sexton.coroutine.internal.failure.Failures;
import dev.sexton.coroutine.internal.fiber.Fiber;
import dev.sexton.coroutine.internal.fiber.Fibers;
import dev.sexton.coroutine.internal.lock.LockState;
import dev.sexton.coroutine.internal.lock.ThreadLock;
import dev.sexton.coroutine.internal.settings.Settings;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
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
     * If the consumer of a detached body gives up waiting, the state goes from RUNNING to AWAY, and the body goes on; the next consumer
     * moves it back to RUNNING and waits for the same step.
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
    private static final int AWAY = 4;

    private static final long FOREVER = Long.MAX_VALUE;

    /** After so many yields of a body that was told to end, it is dropped where it stands: it would never end. */
    private static final int MOST_REFUSALS = 1_000;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Coro.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable body;

    /**
     * The stack of the body; null before it runs. The first consumer decides on its kind. Others may read it when they have no right
     * to: then they find that they do not run inside it, whatever they read.
     */
    private @Nullable Fiber fiber;

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

    /** How many yields have been refused since the body was told to end. Used by the body. */
    private int refusals;

    /** Whether the body runs without a consumer, now or for good. Used by the consumer. */
    private boolean left;

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
     * Does the same as {@link #resume(Object)}, but gives up after some time. The body goes on then, and the next resume waits for it.
     *
     * @param handle as in {@link #resume(Object)}
     * @param nanos how long to wait, in ns
     * @return as in {@link #resume(Object)}
     * @throws TimeoutException if the body has neither suspended nor ended in that time
     * @throws UnsupportedOperationException if the coroutine is confined
     */
    public boolean resume(Object handle, long nanos) throws TimeoutException {
        if (confinement != null) {
            throw new UnsupportedOperationException(
                    "a confined coroutine cannot go on without its consumer, so nobody can"
                            + " give up waiting for it; use detached(...)");
        }
        if (!begin()) {
            return false;
        }
        boolean suspended = step(handle, nanos);
        if (left) {
            throw new TimeoutException(
                    "the body has not come to its next yield in time; it goes on, and the next advance"
                            + " waits for the same yield");
        }
        return suspended;
    }

    /**
     * The first half of {@link #resume(Object)}: makes the caller the consumer, if the rules permit.
     *
     * @return false if the body has ended
     */
    public boolean begin() {
        int was = stateAcquire();
        if (was == NEW || was == SUSPENDED || was == AWAY) {
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
     * The second half of {@link #resume(Object)}, for the consumer.
     *
     * @param handle as in {@link #resume(Object)}
     * @return as in {@link #resume(Object)}
     */
    public boolean step(Object handle) {
        return step(handle, FOREVER);
    }

    private boolean step(Object handle, long nanos) {
        Fiber stack = fiber;
        if (stack == null) {
            return switchIn(prepare(handle), NEW, nanos);
        }
        return switchIn(stack, left ? AWAY : SUSPENDED, nanos);
    }

    /** Unwinds the body: its {@link #suspend} returns false. A body that has not begun never runs. */
    public void cancel() {
        if (endUnstarted()) {
            return;
        }
        int was = stateAcquire();
        if (was == SUSPENDED) {
            checkLock();
        }
        checkThreadToClose();
        if (was == RUNNING) {
            throw alreadyRunning();
        }
        Fiber stack = fiber;
        if (was == DONE || stack == null) {
            return;
        }
        if (!STATE.compareAndSet(
                this, was, RUNNING)) { // A confined one is anybody's to close once its owner has ended.
            throw alreadyRunning();
        }
        if (was == SUSPENDED || comesBack(stack)) {
            cancelled = true;
            switchIn(stack, SUSPENDED, FOREVER);
        }
    }

    /** Unwinds the body in the calling thread, whichever that is. For a coroutine that nobody can resume any more. */
    void unwind() {
        int was = stateAcquire();
        Fiber stack = fiber;
        if (stack == null || (was != SUSPENDED && was != AWAY) || !STATE.compareAndSet(this, was, RUNNING)) {
            return;
        }
        if (was == SUSPENDED || comesBack(stack)) {
            cancelled = true;
            stack.discard();
            left = !ended; // See refuse.
            endWith(stack);
        }
    }

    /** For a body that is away: returns whether it has suspended meanwhile. If not it is left alone; if it has ended that is all. */
    private boolean comesBack(Fiber stack) {
        while (!stack.rejoin(0)) {
            if (stack.desert()) {
                endWith(stack);
                return false;
            }
        }
        left = false;
        if (ended) {
            endWith(stack);
        }
        return !ended;
    }

    String creationSite() {
        return creationSite;
    }

    boolean isConfined() {
        return confinement != null;
    }

    /** Whether the body, which has begun, runs on top of its consumer's stack. */
    boolean sharesThread() {
        Fiber stack = fiber;
        return stack != null && stack.sharesThread();
    }

    /**
     * {@return whether the body runs without a consumer, for lack of time or in a deadlock, so that the consumer must not look at what it
     * writes}
     */
    public boolean isLeft() {
        return left;
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
        if (!isCurrent()) {
            throw foreignYield();
        }
        if (cancelled) {
            refuse();
        }
    }

    /** A body that catches the exception and yields again, for ever, is not switched to any more. */
    private void refuse() {
        Fiber stack = fiber;
        if (++refusals >= MOST_REFUSALS && stack != null && !stack.switchOut()) {
            while (true) {
                LockSupport.park(this); // It is alone, and nobody waits for its end.
            }
        }
        throw new IllegalStateException(
                "the coroutine was closed, as its last yield reported; the body must end without yielding again");
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
        Fiber stack = fiber;
        if (stack != null && !stack.switchOut()) {
            cancelled = true;
        }
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
        reportIfDeserted();
    }

    /** Nobody waits for the body's exception any more. */
    private void reportIfDeserted() {
        Fiber stack = fiber;
        Throwable thrown = failure;
        if (thrown != null && stack != null && stack.isDeserted()) {
            System.getLogger("dev.sexton.coroutine")
                    .log(Level.WARNING, "The body of a coroutine failed after its consumer had given up", thrown);
        }
    }

    private void moveToRunning(int was) {
        if (confinement != null) {
            state = RUNNING;
        } else if (!STATE.compareAndSet(this, was, RUNNING)) {
            throw alreadyRunning();
        }
    }

    /** A thread that closes what was never advanced does not become the owner. */
    private boolean endUnstarted() {
        if (stateAcquire() != NEW) {
            return false;
        }
        checkThreadToClose();
        return STATE.compareAndSet(this, NEW, DONE);
    }

    private Fiber prepare(Object handle) {
        try {
            Fiber made = confinement == null ? Fibers.detached(this) : Fibers.confined(this, lockAtCreation != null);
            fiber = made;
            abandonment = Abandonment.watch(handle, this);
            return made;
        } catch (Throwable t) {
            fiber = null;
            STATE.setRelease(this, NEW);
            throw t;
        }
    }

    /** Returns whether the body is suspended now; false if it has ended, or is {@link #left} for lack of time. */
    private boolean switchIn(Fiber stack, int was, long nanos) {
        if (Settings.STRICT) {
            enclosingBodies = stack.sharesThread() ? MonitorCheck.bodiesOnStack(Coro.class) : 0;
        }
        boolean back = true;
        try {
            if (was == AWAY) {
                back = stack.rejoin(nanos);
            } else if (nanos == FOREVER) {
                stack.switchIn();
            } else {
                back = stack.switchIn(nanos);
            }
        } catch (Throwable t) {
            afterFailedSwitch(stack, was);
            throw t;
        }
        left = !back;
        if (back && !ended && !cancelled) {
            STATE.setRelease(this, SUSPENDED);
            return true;
        }
        if (back) {
            endWith(stack);
        } else {
            STATE.setRelease(this, AWAY);
        }
        return false;
    }

    private void endWith(Fiber stack) {
        STATE.setRelease(this, DONE);
        settle();
        if (ended) {
            throwFailure(stack);
        } else if (cancelled) {
            throw new IllegalStateException(
                    "the body was told to end and yields again and again, catching the exception"
                            + " from that; it was dropped where it stands, and its finally blocks do not run");
        }
    }

    /** Either the body is deserted, or, for lack of memory or stack, it has not run; then nothing has changed. */
    private void afterFailedSwitch(Fiber stack, int was) {
        left = stack.isDeserted() || was == AWAY;
        int next = stack.isDeserted() ? DONE : was;
        if (next == NEW) {
            fiber = null;
        }
        if (next == NEW || next == DONE) {
            settle();
        }
        STATE.setRelease(this, next);
    }

    /** Leaves nothing behind of a body that has ended. */
    private void settle() {
        if (abandonment != null) {
            abandonment.stop();
        }
        if (lockAtCreation != null) {
            ThreadLock.settle();
        }
    }

    private void throwFailure(Fiber stack) {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (!stack.sharesThread()) {
                Failures.appendCallers(thrown);
            }
            throw Failures.unchecked(thrown);
        }
    }

    private void checkThread() {
        if (confinement != null) {
            confinement.enter();
        }
    }

    private void checkThreadToClose() {
        if (confinement != null) {
            confinement.enterToClose();
        }
    }

    private boolean isCurrent() {
        Fiber stack = fiber;
        return stack != null && stack.isCurrent();
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
        if (isCurrent()) {
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
