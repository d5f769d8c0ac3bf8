package dev.sexton.coroutine.internal;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** A fiber that shares its consumer's thread. To be touched only if {@link Backend#CONTINUATIONS}. */
final class ContinuationFiber extends Continuation implements Fiber {
    /*
     * One scope per fiber. A yield names a scope and suspends everything down to the nearest continuation of that scope;
     * with one scope for all, a body that yields to an outer coroutine from inside an inner one would suspend the inner one.
     *
     * When a body blocks on a virtual thread, the JDK yields the virtual thread's own scope through this continuation. If
     * that fails because the thread is pinned, onPinned is called here, on the innermost continuation; it must do nothing,
     * so that the thread parks on its carrier instead.
     */

    private final ContinuationScope scope;

    /** Strict mode: how many bodies the consumer is inside of. Written by each switch in. */
    private int enclosingBodies;

    ContinuationFiber(Runnable body) {
        this(new ContinuationScope("sexton-coroutine"), body);
    }

    private ContinuationFiber(ContinuationScope scope, Runnable body) {
        super(scope, body);
        this.scope = scope;
    }

    @Override
    public void switchIn() {
        if (Backend.STRICT) {
            enclosingBodies = MonitorCheck.bodiesOnStack();
        }
        run();
    }

    @Override
    public void switchOut() {
        if (Backend.STRICT) {
            MonitorCheck.check(enclosingBodies);
        }
        if (!Continuation.yield(scope)) {
            throw new IllegalStateException(
                    "the body cannot be suspended here: a native method or a class initializer is on"
                            + " its stack; yield outside of it, or use a detached coroutine");
        }
    }

    @Override
    public boolean isCurrent() {
        return Continuation.getCurrentContinuation(scope) == this;
    }

    @Override
    protected void onPinned(Pinned reason) {}

    /** The frames of a suspended continuation are ordinary objects; the collector takes them. */
    @Override
    public void discard() {}

    /** Keeps the current virtual thread on its carrier. */
    static void pinThread() {
        Continuation.pin();
    }

    /**
     * Undoes {@link #pinThread}, provided that the innermost continuation is still the one that was pinned.
     *
     * @return whether it was
     */
    static boolean unpinThread() {
        try {
            Continuation.unpin();
            return true;
        } catch (IllegalStateException pinnedElsewhere) {
            return false;
        }
    }
}
