package dev.sexton.coroutine.internal.fiber;

import org.jspecify.annotations.Nullable;

/** A fiber with a virtual thread of its own. */
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

    private final Thread thread;
    private final HandOver turn;
    private final boolean confined;

    /** The thread that this body counts as. The consumer writes it before it gives the turn to the body; the body reads it. */
    private Thread root;

    /** The fiber inside which the consumer runs; null if none. Written and read like `root`. */
    private @Nullable ThreadFiber enclosing;

    ThreadFiber(Runnable body, boolean confined) {
        this.confined = confined;
        thread = Thread.ofVirtual().name("sexton-coroutine").unstarted(() -> run(body));
        root = thread;
        turn = new HandOver(thread);
    }

    private void run(Runnable body) {
        turn.begin();
        ScopedValue.where(CURRENT, this).run(body);
        turn.end();
    }

    @Override
    public void switchIn() {
        if (confined) {
            enclosing = current();
            root = logicalThread();
        }
        turn.toBody();
    }

    @Override
    public void switchOut() {
        turn.toConsumer();
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

    /**
     * Lets the body unwind on its own thread, which then ends. The body still counts as the thread of its last consumer, so it can
     * close the confined coroutines that it has advanced.
     */
    @Override
    public void discard() {
        turn.toBody();
    }

    /** The thread that the calling code runs for: the consumer's if this is a confined body. */
    static Thread logicalThread() {
        ThreadFiber fiber = current();
        return fiber == null ? Thread.currentThread() : fiber.root;
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
