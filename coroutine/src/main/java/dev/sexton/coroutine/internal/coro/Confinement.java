package dev.sexton.coroutine.internal.coro;

import dev.sexton.coroutine.internal.fiber.Fibers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The thread to which something belongs: the first that enters it. */
public final class Confinement {
    /*
     * Why confined coroutines exist at all: a continuation that is carried to another thread takes the first thread's
     * monitors, ReentrantLock ownership and Thread.currentThread() (in compiled code) with it.
     */

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Confinement.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Null at first, then one thread that never changes, set by CAS. Read plainly: a thread that reads itself is the owner; a thread
     * that reads null or another thread, however stale, is not, and its CAS either makes it the owner or fails. A body on a thread of its
     * own is never the owner: it counts as its consumer's.
     */
    private @Nullable Thread owner;

    /** Creates a confinement that no thread has entered. */
    public Confinement() {}

    /** Throws unless the calling thread is the owner or becomes it by this call. */
    public void enter() {
        if (owner != Thread.currentThread()) {
            claim(Fibers.logicalThread());
        }
    }

    /**
     * Throws unless the calling thread may close: if it is the owner, if there is none yet (there will still be none), or if the owner
     * has ended, so that nobody else can.
     */
    public void enterToClose() {
        Thread self = Fibers.logicalThread();
        Thread witness = (Thread) OWNER.getAcquire(this);
        if (witness != null && witness != self && witness.isAlive()) {
            throw usedBy(self, witness);
        }
    }

    private void claim(Thread self) {
        Thread witness = (Thread) OWNER.compareAndExchange(this, null, self);
        if (witness != null && witness != self) {
            throw usedBy(self, witness);
        }
    }

    private static IllegalStateException usedBy(Thread self, Thread witness) {
        return new IllegalStateException("confined to " + witness + ", which advanced it first, but used by " + self
                + "; use detached(...) if several threads are to advance it");
    }
}
