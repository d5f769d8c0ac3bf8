package dev.sexton.coroutine.internal.fiber;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import jdk.internal.vm.ScopedValueContainer;
import org.jspecify.annotations.Nullable;

/** A fiber that shares its consumer's thread. This class can be loaded only if {@link Fibers#CONTINUATIONS}. */
final class ContinuationFiber extends Continuation implements Fiber {
    /*
     * Each fiber has a scope of its own. A yield names a scope and suspends everything down to the nearest continuation of that
     * scope; with one scope for all, a body that yields to an outer coroutine from inside an inner one would suspend the inner one.
     *
     * Inside a virtual thread, which is a continuation itself, there are such fibers only while the thread is locked (see Fibers). If
     * a body blocks there, the JDK yields the virtual thread's own scope through this continuation. That fails because the thread is
     * pinned, and the JDK calls onPinned on the innermost continuation, which is this one. onPinned must do nothing, so that the thread
     * parks on its carrier instead.
     *
     * The bindings of ScopedValues belong to the thread: a body finds those of its present consumer, provided that two things are seen
     * to. The JDK keeps a cache of looked-up values with each continuation, which is stale if the consumer has other bindings than
     * at the last switch in; an empty continuation that runs inside the body leaves the cache empty behind. And a binding that the
     * body holds across a yield would be its consumer's, and be lost; such a yield is refused.
     */

    private final ContinuationScope scope;

    /** The ScopedValue bindings with which the body was switched in; compared by identity only. Used in the consumer's thread. */
    private @Nullable Object bindings;

    /** Whether they are others than at the switch in before. */
    private boolean rebound;

    ContinuationFiber(Runnable body) {
        this(new ContinuationScope("sexton-coroutine"), body);
    }

    private ContinuationFiber(ContinuationScope scope, Runnable body) {
        super(scope, body);
        this.scope = scope;
    }

    @Override
    public void switchIn() {
        Object now = currentBindings();
        rebound = now != bindings;
        bindings = now;
        run();
    }

    @Override
    public boolean switchIn(long nanos) {
        throw neverAway();
    }

    @Override
    public boolean rejoin(long nanos) {
        throw neverAway();
    }

    @Override
    public boolean desert() {
        throw neverAway();
    }

    private static UnsupportedOperationException neverAway() {
        return new UnsupportedOperationException("a body that shares its consumer's thread does not go on without it");
    }

    @Override
    public boolean switchOut() {
        if (currentBindings() != bindings) {
            throw new IllegalStateException(
                    "a ScopedValue binding is held across a yield, so that the consumer would see it, and"
                            + " the body would lose it; yield outside of ScopedValue.where(...), or use detached(...)");
        }
        if (!Continuation.yield(scope)) {
            throw new IllegalStateException("the body cannot be suspended here, because a native method or a class"
                    + " initializer is on its stack; yield outside of it, or use detached(...)");
        }
        if (rebound) {
            forgetCachedValues();
        }
        return true;
    }

    /** The inner bodies that have yielded through this one have the new bindings as well. */
    private void forgetCachedValues() {
        rebound = false;
        for (Continuation inner = Probe.innermost(); inner != null && inner != this; inner = inner.getParent()) {
            if (inner instanceof ContinuationFiber fiber) {
                fiber.bindings = bindings;
            }
        }
    }

    private static @Nullable Object currentBindings() {
        return ScopedValueContainer.captureBindings().scopedValueBindings();
    }

    /** An empty continuation. Its run leaves an empty cache of ScopedValues behind. */
    private static final class Probe extends Continuation {
        private static final ContinuationScope SCOPE = new ContinuationScope("sexton-probe");

        private Probe(Continuation[] parent) {
            super(
                    SCOPE,
                    () -> parent[0] = Continuation.getCurrentContinuation(SCOPE).getParent());
        }

        /** Returns the continuation in which the caller runs. */
        static @Nullable Continuation innermost() {
            Continuation[] parent = new Continuation[1];
            new Probe(parent).run();
            return parent[0];
        }
    }

    @Override
    public boolean isCurrent() {
        return Continuation.getCurrentContinuation(scope) == this;
    }

    @Override
    public boolean sharesThread() {
        return true;
    }

    @Override
    public boolean isDeserted() {
        return false;
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
