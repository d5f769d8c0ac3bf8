package dev.sexton.coroutine.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The thread that something belongs to: the first that enters it. */
final class Confinement {
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
     * Null, then one thread for ever, by CAS. Read plainly: a thread that reads itself is the owner; one that reads null or
     * another thread, however stale, is not, and either becomes it by the CAS or fails.
     */
    private @Nullable Thread owner;

    /** Throws unless the calling thread is, or hereby becomes, the owner. */
    void enter() {
        Thread self = Backend.logicalThread();
        if (owner != self) {
            claim(self);
        }
    }

    private void claim(Thread self) {
        Thread witness = (Thread) OWNER.compareAndExchange(this, null, self);
        if (witness != null) {
            throw new IllegalStateException("confined to " + witness + ", which advanced it first, but used by " + self
                    + "; use detached(...) for what several threads advance");
        }
    }
}
