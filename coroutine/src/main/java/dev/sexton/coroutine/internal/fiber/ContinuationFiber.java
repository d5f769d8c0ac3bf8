package dev.sexton.coroutine.internal.fiber;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** A fiber that shares its consumer's thread. This class can be loaded only if {@link Fibers#CONTINUATIONS}. */
final class ContinuationFiber extends Continuation implements Fiber {
    /*
     * Each fiber has a scope of its own. A yield names a scope and suspends everything down to the nearest continuation of that
     * scope; with one scope for all, a body that yields to an outer coroutine from inside an inner one would suspend the inner one.
     *
     * When a body blocks on a virtual thread, the JDK yields the virtual thread's own scope through this continuation. If
     * that fails because the thread is pinned, the JDK calls onPinned on the innermost continuation, which is this one. onPinned
     * must do nothing, so that the thread parks on its carrier instead.
     */

    private final ContinuationScope scope;

    ContinuationFiber(Runnable body) {
        this(new ContinuationScope("sexton-coroutine"), body);
    }

    private ContinuationFiber(ContinuationScope scope, Runnable body) {
        super(scope, body);
        this.scope = scope;
    }

    @Override
    public void switchIn() {
        run();
    }

    @Override
    public void switchOut() {
        if (!Continuation.yield(scope)) {
            throw new IllegalStateException("the body cannot be suspended here, because a native method or a class"
                    + " initializer is on its stack; yield outside of it, or use detached(...)");
        }
    }

    @Override
    public boolean isCurrent() {
        return Continuation.getCurrentContinuation(scope) == this;
    }

    @Override
    protected void onPinned(Pinned reason) {}

    /** Does nothing: the frames of a suspended continuation are ordinary objects, which the collector takes. */
    @Override
    public void discard() {}

    static void pinThread() {
        Continuation.pin();
    }

    static boolean unpinThread() {
        try {
            Continuation.unpin();
            return true;
        } catch (IllegalStateException pinnedElsewhere) {
            return false;
        }
    }
}
