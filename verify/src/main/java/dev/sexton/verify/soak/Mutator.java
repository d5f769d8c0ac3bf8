package dev.sexton.verify.soak;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread of the application: registers cleanups and lets their objects die, or ends them in other ways. */
final class Mutator {
    /** Held for some thousand registrations on the average: long enough to become old. */
    private static final int HELD = 1 << 14;

    /** Held for a few. */
    private static final int HELD_BRIEFLY = 1 << 4;

    private final List<Subject> subjects;
    private final Dice dice;
    private final @Nullable Held[] held;

    /** Several cleanups may be of one object. */
    private Object shared = new Object();

    Mutator(List<Subject> subjects, Dice dice, int held) {
        this.subjects = subjects;
        this.dice = dice;
        this.held = new @Nullable Held[held];
    }

    static Mutator longLived(List<Subject> subjects, Dice dice) {
        return new Mutator(subjects, dice, HELD);
    }

    static Mutator shortLived(List<Subject> subjects, Dice dice) {
        return new Mutator(subjects, dice, 4 * HELD_BRIEFLY);
    }

    /** Fills one page of one runtime. */
    void fillPage() {
        Page page = subjects.get(dice.roll(subjects.size())).newPage();
        while (!page.isFull()) {
            step(page);
        }
    }

    /** Lets go of everything. */
    void end() {
        shared = this;
        for (int i = 0; i < held.length; i++) {
            Held last = held[i];
            held[i] = null;
            if (last != null) {
                last.release();
            }
        }
    }

    private void step(Page page) {
        int roll = dice.roll(100);
        if (roll < 70) {
            page.add(new Object(), Behaviour.random(dice));
        } else if (roll < 75) {
            page.add(shared, Behaviour.random(dice));
            if (dice.oneIn(4)) {
                shared = new Object();
            }
        } else if (roll < 98) {
            hold(page.addHeld(new Object(), Behaviour.random(dice)));
        } else {
            contend(page.subject());
        }
    }

    /** Holds this one in place of another. */
    private void hold(@Nullable Held next) {
        int place = dice.roll(dice.oneIn(2) ? HELD_BRIEFLY : held.length);
        Held former = held[place];
        held[place] = next;
        if (former != null) {
            end(former);
        }
    }

    private void end(Held former) {
        int roll = dice.roll(100);
        if (roll < 40) {
            former.stop();
        } else if (roll < 60) {
            former.clean();
        } else {
            former.release();
            if (roll < 75) {
                former.page().subject().contend(former.contended());
            }
        }
    }

    private void contend(Subject subject) {
        Held.Contended other = subject.anyContended();
        if (other == null) {
            return;
        }
        if (dice.oneIn(2)) {
            other.stop();
        } else {
            other.clean();
        }
    }
}
