package dev.sexton.coroutine.internal.fiber;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two threads of which exactly one runs: each gives the turn to the other and waits until it comes back. */
final class HandOver {
    /*
     * The volatile write of `turn` publishes everything that the giving side did before. All other fields are plain: only
     * the side that has the turn writes them, unless their comment says otherwise.
     *
     * A parked platform thread takes 5 to 20 us to come back, a parked virtual thread half of one, many times what a body takes
     * to compute a value. So both sides look at the turn for a while before they park. If the consumer is a platform thread they
     * spin between two looks; if it is a virtual thread they yield, since the other side may need the same carrier. On a busy
     * machine the other side gets no processor in that time. So a consumer that has waited in vain some times in a row parks at
     * once for a great many times, and so does its body.
     *
     * An interrupt travels with the turn, as if both sides were one thread: it is taken from the side that waits and given
     * to the side that runs. Otherwise nothing could interrupt a consumer that waits for a body that blocks.
     */

    /** The values of `turn`. */
    private static final int CONSUMERS = 0;

    private static final int BODYS = 1;

    /** The consumer has given up waiting for the body. Neither side waits for the other any more. */
    private static final int NOBODYS = 2;

    private static final VarHandle TURN;

    static {
        try {
            TURN = MethodHandles.lookup().findVarHandle(HandOver.class, "turn", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Some tens of microseconds. Once both sides are awake a few looks are enough. But at first the other side is parked, and a
     * side that gives up before the other is awake is itself parked when its own turn comes.
     */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 2_000 : 0;

    /** For virtual threads. A yield lets all others on the carrier run first, so a few are enough wherever the other side is. */
    private static final int YIELDS = 16;

    /** A wait that takes more looks was in vain: it costs more than it saves, and it keeps a carrier from other virtual threads. */
    private static final int SOON = 200;

    /** After this many waits in vain there are no looks until there have been ABSTINENCE waits: less than a tenth of the time. */
    private static final int PATIENCE = 16;

    private static final int ABSTINENCE = 4_096;

    /** More than there are between giving the turn away and being parked. */
    private static final int CALLS = 20;

    private final Runnable task;

    /** Whether both sides have one context class loader, as if they were one thread. */
    private final boolean confined;

    /**
     * Which side may run. The side that has the turn gives it away; the consumer may also take it from a body that it deserts, hence
     * the body's compare-and-set. Both sides read it while they wait.
     */
    private volatile int turn = CONSUMERS;

    /** Whether a side has ever waited on this object's monitor. Set under the monitor; read by the side that has given the turn. */
    private volatile boolean monitorUsed;

    /**
     * The thread to wake with the consumer's turn. Written by the consumer before it gives the turn away, or before it reads the turn; read
     * by the body after it has given the turn back. So if the body reads an old one, the consumer reads the new turn.
     */
    private volatile @Nullable Thread consumer;

    /** The thread to wake with the body's turn; null before the body runs. The body writes it before it gives the turn away. */
    private @Nullable Thread body;

    private boolean ended;

    /** Whether the side that gave the turn away was interrupted at that moment. */
    private boolean interrupted;

    /** The context class loader of the side that gave the turn away. */
    private @Nullable ClassLoader loader;

    /**
     * Whether both sides yield between two looks, and how often they look before they park. The consumer writes both before it
     * gives the turn away, and reads them after that; the body reads them before it gives the turn back.
     */
    private boolean yielding;

    private int looks;

    /** Whether the body's last turn came soon. Written by the body while it has the turn. */
    private boolean bodyWasSoon = true;

    /** How many times in a row a side had to wait long, modulo ABSTINENCE. Used by the consumer only. */
    private int inVain;

    /** Whether the consumer has passed an interrupt on during this wait. Used by the consumer only. */
    private boolean forwarded;

    /**
     * Creates a turn that the consumer has. The first {@link #toBody} starts a thread.
     *
     * @param task what that thread runs; it begins with {@link #begin} and finishes with {@link #end}
     * @param confined whether the body counts as part of its consumer's thread
     */
    HandOver(Runnable task, boolean confined) {
        this.task = task;
        this.confined = confined;
    }

    /**
     * Consumer: lets the body run until it gives the turn back.
     *
     * @param nanos how long to wait for that at most, in ns; Long.MAX_VALUE for as long as it takes
     * @return false if the body still has the turn
     * @throws IllegalStateException if it will never give it back; then the body is deserted
     */
    boolean toBody(long nanos) {
        requireRoom(CALLS, 0, 0, 0, 0, 0, 0, 0);
        Thread self = Thread.currentThread();
        Thread other = body; // Read while the turn is here: a nested body may put its own thread in.
        decideHowToWait(self);
        leave(self);
        other = other == null ? start() : giveToBody(other);
        boolean soon = look(BODYS, looks, yielding);
        return back(self, other, soon, nanos);
    }

    /** Consumer, perhaps another thread than before: waits again for a body that still has the turn. */
    boolean rejoin(long nanos) {
        requireRoom(CALLS, 0, 0, 0, 0, 0, 0, 0);
        Thread self = Thread.currentThread();
        consumer = self; // Before the turn is read: the body gives the turn away before it reads this.
        return back(self, Objects.requireNonNull(body), false, nanos);
    }

    /** Consumer: leaves a body that has the turn alone. Returns false if it has given the turn back. */
    boolean desert() {
        Thread other = body;
        if (!TURN.compareAndSet(this, BODYS, NOBODYS)) {
            return false;
        }
        if (other != null) {
            other.interrupt();
        }
        return true;
    }

    private boolean back(Thread self, Thread other, boolean soon, long nanos) {
        forwarded = false;
        if (!waitForBody(self, other, nanos)) {
            return false;
        }
        inVain = soon && bodyWasSoon ? 0 : (inVain + 1) % ABSTINENCE;
        arrive(self, confined);
        if (forwarded) {
            takeLateInterrupt(other);
        }
        return true;
    }

    /** Body: must be called first. */
    void begin() {
        arrive(Thread.currentThread(), true);
    }

    /**
     * Body: lets the consumer run until it gives the turn back, which may be to this thread only.
     *
     * @return false if the body has been deserted
     */
    boolean toConsumer() {
        requireRoom(CALLS, 0, 0, 0, 0, 0, 0, 0);
        Thread self = Thread.currentThread();
        int most = looks;
        boolean yields = yielding;
        body = self;
        if (!giveToConsumer(self)) {
            return false;
        }
        boolean soon = look(CONSUMERS, most, yields);
        waitForConsumer();
        bodyWasSoon = soon;
        arrive(self, true);
        return true;
    }

    /** Body: lets the consumer run for good. */
    void end() {
        ended = true;
        giveToConsumer(Thread.currentThread());
    }

    boolean isDeserted() {
        return turn == NOBODYS;
    }

    private void decideHowToWait(Thread self) {
        consumer = self;
        yielding = self.isVirtual();
        int most = yielding ? YIELDS : SPINS;
        looks = inVain < PATIENCE ? most : 0;
    }

    private Thread start() {
        Thread thread = BodyThreads.unstarted(task);
        try {
            return startWithTurn(thread);
        } catch (OutOfMemoryError noThread) {
            return startWithTurn(BodyThreads.insteadOf(thread, task, noThread));
        }
    }

    private Thread startWithTurn(Thread thread) {
        body = thread; // Before the start: a nested body may put its own thread in.
        turn = BODYS;
        try {
            thread.start();
            return thread;
        } catch (Throwable notStarted) {
            body = null;
            turn = CONSUMERS;
            throw notStarted;
        }
    }

    private Thread giveToBody(Thread other) {
        turn = BODYS;
        return wake(other);
    }

    /** Returns false, and has given nothing, if the body has been deserted. */
    private boolean giveToConsumer(Thread self) {
        leave(self);
        if (!TURN.compareAndSet(this, BODYS, CONSUMERS)) {
            arrive(self, false);
            return false;
        }
        wake(Objects.requireNonNull(consumer));
        return true;
    }

    /** Takes from this side what belongs to whoever runs. */
    private void leave(Thread self) {
        interrupted = Thread.interrupted();
        loader = self.getContextClassLoader();
    }

    /** Gives to this side what {@link #leave} took from the other one. */
    private void arrive(Thread self, boolean withLoader) {
        if (interrupted) {
            interrupted = false;
            self.interrupt();
        }
        if (withLoader && self.getContextClassLoader() != loader) {
            self.setContextClassLoader(loader);
        }
        loader = null; // So that a suspended body does not keep its consumer's class loader.
    }

    /** An interrupt that was forwarded when the body's thread was already about to end. All others come back with the turn. */
    private void takeLateInterrupt(Thread other) {
        if (ended && other.isInterrupted()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait of a side, which then looks at the turn again. */
    private Thread wake(Thread other) {
        LockSupport.unpark(other);
        if (monitorUsed) {
            wakeOnMonitor();
        }
        return other;
    }

    private synchronized void wakeOnMonitor() {
        notifyAll();
    }

    /** Looks at most {@code most} times whether the other side's turn is over; returns whether it was soon. */
    @SuppressWarnings("ThreadPriorityCheck") // No hint: a virtual thread gives its carrier away.
    private boolean look(int others, int most, boolean yields) {
        int i = 0;
        try {
            for (; i < most && turn == others; i++) {
                if (yields) {
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
        } catch (StackOverflowError | OutOfMemoryError cannotYield) {
            return false;
        }
        return i <= SOON && turn != others;
    }

    private void waitForConsumer() {
        while (turn == CONSUMERS) {
            block(CONSUMERS, Long.MAX_VALUE);
            Thread other = consumer;
            if (turn == CONSUMERS && Thread.interrupted() && other != null) {
                other.interrupt();
            }
        }
    }

    /** Returns false if the body has not given the turn back in time. */
    private boolean waitForBody(Thread self, Thread other, long nanos) {
        if (turn != BODYS) {
            return true;
        }
        long begin = nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
        Wait wait = watch(self, other);
        try {
            while (turn == BODYS) {
                long left = nanos == Long.MAX_VALUE ? nanos : begin + nanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                block(BODYS, left);
                if (turn == BODYS && Thread.interrupted()) {
                    forwarded = true;
                    other.interrupt();
                }
                if (turn == BODYS && wait != null && wait.isDue()) {
                    desertIf(wait.examine(WaitWatch::bodyThatIsAwaitedBy));
                }
            }
            return true;
        } finally {
            WaitWatch.remove(self);
        }
    }

    /** Returns null at the end of the stack or the heap: then the wait goes unexamined, but it goes on. */
    private @Nullable Wait watch(Thread self, Thread other) {
        try {
            Wait wait = new Wait(() -> wake(self), self, other);
            WaitWatch.add(wait);
            return wait;
        } catch (StackOverflowError | OutOfMemoryError cannotWatch) {
            return null;
        }
    }

    /** The body may have come back since it was examined; then nothing is wrong. */
    private void desertIf(@Nullable String reason) {
        if (reason != null && TURN.compareAndSet(this, BODYS, NOBODYS)) {
            throw new IllegalStateException(reason);
        }
    }

    /**
     * Waits until the turn has probably changed. To park a virtual thread the JDK copies its stack, for which a deep stack has no room,
     * or the heap. Then the thread waits for a monitor: for that the JDK keeps the carrier instead.
     */
    private void block(int others, long nanos) {
        try {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        } catch (StackOverflowError | OutOfMemoryError cannotPark) {
            blockOnMonitor(others, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // The callers look at the turn again.
    private synchronized void blockOnMonitor(int others, long millis) {
        monitorUsed = true; // Before the turn is read, as the other side writes the turn before it reads this.
        try {
            if (turn == others) {
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Throws StackOverflowError unless the stack has room to wake the other side and to wait for it. To be called before the turn is
     * given away: afterwards the other side runs, and this one must not. The arguments make compiled calls need some stack as well.
     */
    private static long requireRoom(int calls, long a, long b, long c, long d, long e, long f, long g) {
        return calls == 0 ? a : a + requireRoom(calls - 1, b, c, d, e, f, g, a);
    }
}
