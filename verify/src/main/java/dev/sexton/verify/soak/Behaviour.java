package dev.sexton.verify.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The behaviour of an action besides being recorded. It travels in the upper half of the action's argument. */
enum Behaviour {
    NOTHING {
        @Override
        void behave(Subject subject, boolean cleaning) {}
    },
    SLOW {
        @Override
        void behave(Subject subject, boolean cleaning) {
            if (!cleaning) {
                LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
            }
        }
    },
    FAIL {
        @Override
        void behave(Subject subject, boolean cleaning) {
            if (!cleaning) {
                subject.failurePlanned();
            }
            throw new PlannedFailure();
        }
    },
    INTERRUPT {
        @Override
        void behave(Subject subject, boolean cleaning) {
            if (!cleaning) {
                Thread.currentThread().interrupt();
            }
        }
    },
    ADD {
        @Override
        void behave(Subject subject, boolean cleaning) {
            subject.addInside();
        }
    },
    STOP {
        @Override
        void behave(Subject subject, boolean cleaning) {
            Held.Contended other = subject.anyContended();
            if (other != null) {
                other.stop();
            }
        }
    },
    CLEAN {
        @Override
        void behave(Subject subject, boolean cleaning) {
            Held.Contended other = subject.anyContended();
            if (other != null) {
                other.clean();
            }
        }
    },
    LOOK {
        @Override
        void behave(Subject subject, boolean cleaning) {
            subject.checkStats();
            subject.awaitIdleBriefly();
        }
    };

    private static final Behaviour[] ALL = values();

    abstract void behave(Subject subject, boolean cleaning);

    @SuppressWarnings("EnumOrdinal") // it never leaves the process
    long in(int entry) {
        return ((long) ordinal() << Integer.SIZE) | entry;
    }

    static int entryOf(long argument) {
        return (int) argument;
    }

    static Behaviour of(long argument) {
        return ALL[(int) (argument >>> Integer.SIZE)];
    }

    /** Most often nothing: one in some thousands does something, and one in fifty thousand is slow. */
    static Behaviour random(Dice dice) {
        int roll = dice.roll(50_000);
        return roll >= 60 ? NOTHING : roll == 0 ? SLOW : ALL[2 + roll % (ALL.length - 2)];
    }
}
