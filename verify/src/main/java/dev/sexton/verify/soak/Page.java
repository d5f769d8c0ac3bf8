package dev.sexton.verify.soak;

import dev.sexton.cleanup.Cleanup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/*
 * A page of the ledger: a byte for each of 4096 cleanups of one runtime, of which it is the action. In the byte is a bit for
 * each way in which the cleanup can end, set by an atomic or that tells what was set before; so what happens to a cleanup a
 * second time is noticed when it happens, however much later, and what has not happened to it is found when the round is over.
 *
 * It has to be cheap, or it would slow down what it watches: one atomic operation on a byte per cleanup, two if its object is
 * held for a while.
 */
final class Page implements LongConsumer {
    static final int SIZE = 4096;

    /** A worker has run it. */
    private static final int RAN = 1;

    /** clean() has run it, in the caller's thread. */
    private static final int CLEANED = 2;

    /** stop() returned true. */
    private static final int STOPPED = 4;

    /** add() threw since the runtime is closed: there is no such cleanup. */
    private static final int REFUSED = 8;

    private static final int FATE = RAN | CLEANED | STOPPED | REFUSED;

    /** The object is held: a worker must not run it. */
    private static final int ALIVE = 16;

    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(byte[].class);

    /** Whether this thread is in clean(): then it is clean() that runs the action, and else a worker. */
    private static final ThreadLocal<boolean[]> CLEANING = ThreadLocal.withInitial(() -> new boolean[1]);

    private final Subject subject;
    private final byte[] entries = new byte[SIZE];

    /** The handles, if the runtime will be closed while some of its cleanups are live. */
    private final Cleanup @Nullable [] handles;

    /** Entries in use. Written by the thread that fills the page, read when it is done. */
    private int used;

    /** The outcome of the cleanups of a page, or of many. */
    record Count(long ran, long cleaned, long stopped, long refused) {
        static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Count other) {
            return new Count(
                    ran + other.ran, cleaned + other.cleaned, stopped + other.stopped, refused + other.refused);
        }

        long all() {
            return ran + cleaned + stopped;
        }
    }

    Page(Subject subject, boolean keepHandles) {
        this.subject = subject;
        this.handles = keepHandles ? new Cleanup[SIZE] : null;
    }

    Subject subject() {
        return subject;
    }

    boolean isFull() {
        return used == SIZE;
    }

    /** Registers the page's next cleanup with an object that the caller drops. Null if the runtime is closed. */
    @Nullable
    Cleanup add(Object object, Behaviour behaviour) {
        return register(used++, object, behaviour);
    }

    /** Registers a cleanup with an object that the caller holds until it has called {@link #release}; null if it is closed. */
    @Nullable
    Held addHeld(Object object, Behaviour behaviour) {
        int entry = used++;
        entries[entry] = ALIVE;
        Cleanup handle = register(entry, object, behaviour);
        return handle == null ? null : new Held(this, entry, object, handle);
    }

    private @Nullable Cleanup register(int entry, Object object, Behaviour behaviour) {
        Cleanup handle;
        try {
            handle = subject.runtime().add(object, this, behaviour.in(entry));
        } catch (IllegalStateException closed) {
            subject.expectClosing(closed);
            mark(entry, REFUSED, "was refused");
            return null;
        }
        if (handles != null) {
            handles[entry] = handle;
        }
        return handle;
    }

    @Override
    public void accept(long argument) {
        int entry = Behaviour.entryOf(argument);
        boolean cleaning = CLEANING.get()[0];
        int before = cleaning ? mark(entry, CLEANED, "was cleaned") : mark(entry, RAN, "ran");
        if (!cleaning && (before & ALIVE) != 0) {
            report(entry, "ran although its object was alive");
        }
        Behaviour.of(argument).behave(subject, cleaning);
    }

    /** Stops it, whoever else may be trying to or whether its object is dead. */
    boolean stop(int entry, Cleanup handle) {
        boolean stopped = handle.stop();
        if (stopped) {
            mark(entry, STOPPED, "was stopped");
        }
        return stopped;
    }

    /** Cleans it, whoever else may be trying to or whether its object is dead. */
    void clean(Cleanup handle) {
        boolean[] cleaning = CLEANING.get();
        boolean nested = cleaning[0];
        cleaning[0] = true;
        try {
            handle.clean();
        } catch (PlannedFailure planned) {
            // It came out of clean, as it has to.
        } finally {
            cleaning[0] = nested;
        }
    }

    /** From now on the object may be dead. */
    void release(int entry, Object object) {
        try {
            ENTRY.getAndBitwiseAnd(entries, entry, (byte) ~ALIVE);
        } finally {
            Reference.reachabilityFence(object);
        }
    }

    /** Whether exactly this cleanup is over, for its one holder. */
    boolean isOver(int entry) {
        return ((byte) ENTRY.getVolatile(entries, entry) & FATE) != 0;
    }

    /** Sets the bit, and returns what was set before. The one place where a second end is noticed. */
    private int mark(int entry, int fate, String what) {
        int before = (byte) ENTRY.getAndBitwiseOr(entries, entry, (byte) fate);
        if ((before & FATE) != 0) {
            report(entry, what + " although it " + describe(before));
        }
        return before;
    }

    private void report(int entry, String what) {
        subject.ledger().report("Cleanup " + entry + " of a page of runtime " + subject.name() + " " + what);
    }

    private static String describe(int state) {
        return switch (state & FATE) {
            case 0 -> "has not ended";
            case RAN -> "had run";
            case CLEANED -> "had been cleaned";
            case STOPPED -> "had been stopped";
            case REFUSED -> "had been refused";
            default -> "had ended in more than one way";
        };
    }

    /** For a runtime that was closed with cleanups live: they can still be stopped, and nothing else may end them. */
    void stopLive() {
        if (handles == null) {
            return;
        }
        for (int entry = 0; entry < used; entry++) {
            Cleanup handle = handles[entry];
            if (handle != null && !isOver(entry) && !stop(entry, handle)) {
                report(entry, "can neither be stopped nor has it ended, after its runtime was closed");
            }
        }
    }

    /** The outcome of the page's cleanups; one that has not ended is lost. To be called when nothing moves any more. */
    Count audit() {
        long ran = 0;
        long cleaned = 0;
        long stopped = 0;
        long refused = 0;
        for (int entry = 0; entry < used; entry++) {
            switch (entries[entry] & FATE) {
                case RAN -> ran++;
                case CLEANED -> cleaned++;
                case STOPPED -> stopped++;
                case REFUSED -> refused++;
                case 0 -> report(entry, "is lost: its object is dead, and neither was it stopped nor has it run");
                default -> report(entry, "has ended in more than one way");
            }
        }
        return new Count(ran, cleaned, stopped, refused);
    }

    int used() {
        return used;
    }
}
