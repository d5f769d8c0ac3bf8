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
     * A platform thread that parks needs 5 to 20 us to come back, many times what a body takes to compute a value. So if
     * the consumer is a platform thread both sides look at the turn for a while before they park. Virtual threads park at
     * once: the carrier goes straight to the other side. On a busy machine the other side does not get a processor in
     * that while, so a consumer that has waited in vain some times in a row parks at once for a great many times, and so does
     * its body.
     *
     * An interrupt travels with the turn, as if both sides were one thread: it is taken from the side that waits and given
     * to the side that runs. Without that a consumer would wait, uninterruptible, for a body that blocks.
     */

    /**
     * Some tens of microseconds. Once both sides are awake a few looks will do; but at first the other side is parked, and whoever
     * gives up before it is awake is parked itself when its own turn comes.
     */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 2_000 : 0;

    /** A wait that takes more looks was in vain: it costs more than it spares, and a carrier that virtual threads may need. */
    private static final int SOON = 200;

    /** After so many waits in vain there is no spinning until there have been so many more: less than a tenth of the time. */
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

    /** How long both sides look before they park. Written by the consumer side; the body reads it while it has the turn. */
    private int spins;

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
        spins = inVain < PATIENCE && !self.isVirtual() ? SPINS : 0;
        interrupted = Thread.interrupted();
        bodysTurn = true;
        if (started) {
            LockSupport.unpark(other);
        } else {
            started = true;
            other.start();
        }
        boolean soon = spin(false, spins);
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
        int looks = spins;
        Thread other = giveBack();
        boolean soon = spin(true, looks);
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
    private boolean spin(boolean mine, int looks) {
        int i = 0;
        for (; i < looks && bodysTurn != mine; i++) {
            Thread.onSpinWait();
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
