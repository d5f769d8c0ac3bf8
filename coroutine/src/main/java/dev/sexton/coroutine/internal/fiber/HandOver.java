package dev.sexton.coroutine.internal.fiber;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two threads of which exactly one runs: each gives the turn to the other and waits until it comes back. */
final class HandOver {
    /*
     * The volatile write of `bodysTurn` publishes everything that the giving side did before. All other fields are plain: only
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

    /** The values of `bodysTurn`. */
    private static final boolean BODY = true;

    private static final boolean CONSUMER = false;

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

    /** Which side may run. Written by the side that has the turn; both sides read it while they wait. */
    private volatile boolean bodysTurn;

    /** The thread to wake with the turn. Each side writes its own before it gives the turn away. */
    private @Nullable Thread consumer;

    private Thread body;

    private boolean started;
    private boolean ended;

    /** Whether the side that gave the turn away was interrupted at that moment. */
    private boolean interrupted;

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

    /** Creates a turn that the consumer has; the first {@link #toBody} starts the thread. */
    HandOver(Thread body) {
        this.body = body;
    }

    /** Consumer: lets the body run until it gives the turn back. */
    void toBody() {
        Thread other = body; // Read while the turn is here: a nested body may put its own thread in.
        decideHowToWait(Thread.currentThread());
        giveToBody(other);
        boolean soon = look(CONSUMER, looks, yielding);
        boolean forwarded = park(CONSUMER, other);
        inVain = soon && bodyWasSoon ? 0 : (inVain + 1) % ABSTINENCE;
        takeInterrupt();
        if (forwarded) {
            takeLateInterrupt(other);
        }
    }

    /** Body: must be called first. */
    void begin() {
        takeInterrupt();
    }

    /** Body: lets the consumer run until it gives the turn back, which may be to this thread only. */
    void toConsumer() {
        body = Thread.currentThread();
        int most = looks;
        boolean yields = yielding;
        Thread other = giveToConsumer();
        boolean soon = look(BODY, most, yields);
        park(BODY, other);
        bodyWasSoon = soon;
        takeInterrupt();
    }

    /** Body: lets the consumer run for good. */
    void end() {
        ended = true;
        giveToConsumer();
    }

    private void decideHowToWait(Thread self) {
        consumer = self;
        yielding = self.isVirtual();
        int most = yielding ? YIELDS : SPINS;
        looks = inVain < PATIENCE ? most : 0;
    }

    private void giveToBody(Thread other) {
        interrupted = Thread.interrupted();
        bodysTurn = BODY;
        if (started) {
            LockSupport.unpark(other);
        } else {
            started = true;
            other.start();
        }
    }

    private Thread giveToConsumer() {
        Thread other = Objects.requireNonNull(consumer);
        interrupted = Thread.interrupted();
        bodysTurn = CONSUMER;
        LockSupport.unpark(other);
        return other;
    }

    /** Looks at most {@code most} times whether it is this side's turn; returns whether the turn came soon. */
    @SuppressWarnings("ThreadPriorityCheck") // No hint: a virtual thread gives its carrier away.
    private boolean look(boolean side, int most, boolean yields) {
        int i = 0;
        for (; i < most && bodysTurn != side; i++) {
            if (yields) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        return i <= SOON && bodysTurn == side;
    }

    /** Parks until it is this side's turn; returns whether an interrupt was passed on to the other side. */
    private boolean park(boolean side, Thread other) {
        boolean forwarded = false;
        while (bodysTurn != side) {
            LockSupport.park(this);
            if (bodysTurn != side && Thread.interrupted()) {
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

    /** An interrupt that was forwarded when the body's thread was already about to end. All others come back with the turn. */
    private void takeLateInterrupt(Thread other) {
        if (ended && other.isInterrupted()) {
            Thread.currentThread().interrupt();
        }
    }
}
