package dev.sexton.coroutine.internal.fiber;

import org.jspecify.annotations.Nullable;

/** A fiber with a thread of its own. */
final class ThreadFiber implements Fiber {
    /*
     * The backend must not decide what a body may do. So a confined fiber appears to run on its consumer's thread, as far as
     * the rules of coroutines are concerned:
     * - A body that runs inside another one may switch the outer one out (`isCurrent`, by way of `enclosing`). Then its
     *   thread waits in place of the outer body's, and the next switch in wakes its thread (see HandOver.body).
     * - Confinement compares logical threads: a confined body counts as the thread that consumes it (`root`).
     * A detached fiber is a thread like any other: it is its own root, and nothing is switched out through it.
     */

    private static final ScopedValue<ThreadFiber> CURRENT = ScopedValue.newInstance();

    private final Runnable body;
    private final boolean confined;
    private final HandOver turn;

    /** The thread that runs the body; null before it runs. The thread writes itself, and only it reads itself. */
    private @Nullable Thread thread;

    /** The thread that this body counts as. The consumer writes it before it gives the turn to the body; the body reads it. */
    private @Nullable Thread root;

    /** The fiber inside which the consumer runs; null if none. Written and read like `root`. */
    private @Nullable ThreadFiber enclosing;

    ThreadFiber(Runnable body, boolean confined) {
        this.body = body;
        this.confined = confined;
        turn = new HandOver(this::run, confined);
    }

    private void run() {
        thread = Thread.currentThread();
        try {
            turn.begin();
            ScopedValue.where(CURRENT, this).run(body);
        } finally {
            turn.end();
        }
    }

    @Override
    public void switchIn() {
        switchIn(Long.MAX_VALUE);
    }

    @Override
    public boolean switchIn(long nanos) {
        if (confined) {
            enclosing = current();
            root = logicalThread();
        }
        return turn.toBody(nanos);
    }

    @Override
    public boolean rejoin(long nanos) {
        return turn.rejoin(nanos);
    }

    @Override
    public boolean desert() {
        return turn.desert();
    }

    @Override
    public boolean switchOut() {
        return turn.toConsumer();
    }

    @Override
    public boolean isCurrent() {
        if (Thread.currentThread() == thread) {
            return true;
        }
        ThreadFiber fiber = current();
        while (fiber != null && fiber != this) {
            fiber = fiber.confined ? fiber.enclosing : null;
        }
        return fiber == this;
    }

    @Override
    public boolean sharesThread() {
        return false;
    }

    @Override
    public boolean isDeserted() {
        return turn.isDeserted();
    }

    /**
     * Lets the body unwind on its own thread, which then ends. The body still counts as the thread of its last consumer, so it can
     * close the confined coroutines that it has advanced.
     */
    @Override
    public void discard() {
        turn.toBody(Long.MAX_VALUE);
    }

    /** The thread that the calling code runs for: the consumer's if this is a confined body. */
    static Thread logicalThread() {
        ThreadFiber fiber = current();
        Thread root = fiber == null ? null : fiber.root;
        return root == null ? Thread.currentThread() : root;
    }

    /**
     * The fiber whose thread is the current one; null if none. A thread forked by a body can inherit the binding, but is another
     * thread.
     */
    private static @Nullable ThreadFiber current() {
        if (!CURRENT.isBound()) {
            return null;
        }
        ThreadFiber fiber = CURRENT.get();
        return fiber.thread == Thread.currentThread() ? fiber : null;
    }
}
