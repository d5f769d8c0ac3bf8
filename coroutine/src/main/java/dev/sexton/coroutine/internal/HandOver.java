package dev.sexton.coroutine.internal;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two threads of which exactly one runs: each gives the turn to the other and waits until it comes back. */
final class HandOver {
    /*
     * The volatile write of `bodysTurn` publishes everything the giving side did before, so all other fields are plain:
     * only the side that has the turn writes them.
     *
     * A platform thread that parks needs 5 to 20 us to come back, a virtual one half of one, many times what a body takes to
     * compute a value. So both sides look at the turn for a while before they park. If the consumer is a platform thread they
     * spin in between; if it is a virtual one they yield, since the carrier may be the one that the other side needs. On a busy
     * machine the other side does not get a processor in that while, so a consumer that has waited in vain some times in a row
     * parks at once for a great many times, and so does its body.
     *
     * An interrupt travels with the turn, as if both sides were one thread: it is taken from the side that waits and given
     * to the side that runs. Without that a consumer would wait, uninterruptible, for a body that blocks.
     */

    /**
     * Some tens of microseconds. Once both sides are awake a few looks will do; but at first the other side is parked, and whoever
     * gives up before it is awake is parked itself when its own turn comes.
     */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 2_000 : 0;

    /** Of virtual threads. A yield lets all others on the carrier run first, so a few will do wherever the other side is. */
    private static final int YIELDS = 16;

    /** A wait that takes more looks was in vain: it costs more than it spares, and a carrier that virtual threads may need. */
    private static final int SOON = 200;

    /** After so many waits in vain there are no looks until there have been so many more: less than a tenth of the time. */
    private static final int PATIENCE = 16;

    private static final int ABSTINENCE = 4_096;

    /** Whether the body side may run. Written by the side that has the turn; both read it while they wait. */
    private volatile boolean bodysTurn;

    /** Whom to wake with the turn. Each side writes its own before it gives the turn away. */
    private @Nullable Thread consumer;

    private Thread body;

    private boolean started;
    private boolean ended;

    /** Whether the side that gave the turn away was interrupted at that moment. */
    private boolean interrupted;

    /** Whether the consumer is a virtual thread. This and the next: written by it, read by the body while it has the turn. */
    private boolean yielding;

    /** How often both sides look before they park. */
    private int looks;

    /** Whether the body did not wait long for its last turn. Written by the body while it has the turn. */
    private boolean bodyWasSoon = true;

    /** How often in a row one of them had to wait long, modulo ABSTINENCE. The consumer side's own. */
    private int inVain;

    /** Creates a turn that the consumer has; {@link #toBody} will start the thread. */
    HandOver(Thread body) {
        this.body = body;
    }

    /** Consumer: lets the body run until it gives the turn back. */
    void toBody() {
        Thread self = Thread.currentThread();
        Thread other = body;
        consumer = self;
        yielding = self.isVirtual();
        looks = inVain >= PATIENCE ? 0 : yielding ? YIELDS : SPINS;
        interrupted = Thread.interrupted();
        bodysTurn = true;
        if (started) {
            LockSupport.unpark(other);
        } else {
            started = true;
            other.start();
        }
        boolean soon = look(false, looks, yielding);
        boolean forwarded = await(false, other);
        inVain = soon && bodyWasSoon ? 0 : (inVain + 1) % ABSTINENCE;
        takeInterrupt();
        if (ended && forwarded && other.isInterrupted()) {
            // Sent too late: the body's thread was already on its way out. Everything else comes back by itself.
            self.interrupt();
        }
    }

    /** Body: to be called first. */
    void begin() {
        takeInterrupt();
    }

    /** Body: lets the consumer run until it gives the turn back, which may be to this thread only. */
    void toConsumer() {
        body = Thread.currentThread();
        int most = looks;
        boolean yields = yielding;
        Thread other = giveBack();
        boolean soon = look(true, most, yields);
        await(true, other);
        bodyWasSoon = soon;
        takeInterrupt();
    }

    /** Body: lets the consumer run for good. */
    void end() {
        ended = true;
        giveBack();
    }

    private Thread giveBack() {
        Thread other = Objects.requireNonNull(consumer);
        interrupted = Thread.interrupted();
        bodysTurn = false;
        LockSupport.unpark(other);
        return other;
    }

    /** Looks so often for the turn; returns whether it came soon. */
    @SuppressWarnings("ThreadPriorityCheck") // no hint to a scheduler: a virtual thread gives its carrier away
    private boolean look(boolean mine, int most, boolean yields) {
        int i = 0;
        for (; i < most && bodysTurn != mine; i++) {
            if (yields) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        return i <= SOON && bodysTurn == mine;
    }

    /** Parks until the turn comes; returns whether an interrupt was passed on to the other side. */
    private boolean await(boolean mine, Thread other) {
        boolean forwarded = false;
        while (bodysTurn != mine) {
            LockSupport.park(this);
            if (bodysTurn != mine && Thread.interrupted()) {
                forwarded = true;
                other.interrupt();
            }
        }
        return forwarded;
    }

    private void takeInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }
}
