package dev.sexton.coroutine.internal;

import org.jspecify.annotations.Nullable;

/** A fiber with a virtual thread of its own. */
final class ThreadFiber implements Fiber {
    /*
     * What a body may do must not depend on the backend. So a confined fiber keeps up the appearance of running on its
     * consumer's thread, though only as far as the rules of coroutines ask for it:
     * - a body that runs inside another one may switch the outer one out (`isCurrent`, by way of `enclosing`); then its
     *   thread waits in place of the outer body's, and it is the one that the next switch in wakes (see HandOver.body);
     * - confinement compares logical threads: a confined body counts as the thread that consumes it (`root`).
     * A detached fiber is a thread like any other: it is its own root, and nothing is switched out through it.
     */

    private static final ScopedValue<ThreadFiber> CURRENT = ScopedValue.newInstance();

    private final Thread thread;
    private final HandOver turn;
    private final boolean confined;

    /** The thread this body counts as. Written by the consumer before the turn goes to the body; read by the body. */
    private Thread root;

    /** The fiber inside of which the consumer runs. As root. */
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
        if (Backend.STRICT) {
            MonitorCheck.check(0);
        }
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

    /** The body unwinds on its own thread, and the thread ends. */
    @Override
    public void discard() {
        turn.toBody();
    }

    /** The thread for which the calling code runs: the consumer's if this is a confined body. */
    static Thread logicalThread() {
        ThreadFiber fiber = current();
        return fiber == null ? Thread.currentThread() : fiber.root;
    }

    /** The fiber whose thread this is. A thread forked by the body may have inherited the binding; it is another thread. */
    private static @Nullable ThreadFiber current() {
        if (!CURRENT.isBound()) {
            return null;
        }
        ThreadFiber fiber = CURRENT.get();
        return fiber.thread == Thread.currentThread() ? fiber : null;
    }
}
