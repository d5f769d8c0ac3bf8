package dev.sexton.verify.soak;

import dev.sexton.cleanup.CleanupStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * Some seconds of random use of a few new runtimes, then a stop, and the account: when all threads are done and all objects dead,
 * each cleanup must have ended in one way.
 */
final class Round {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WAVE = 16;

    private final Ledger ledger;
    private final List<Subject> subjects;
    private final List<Thread> threads = new ArrayList<>();
    private final Dice dice;
    private volatile boolean over;

    Round(int number, int mutators, Ledger ledger, Dice dice) {
        this.ledger = ledger;
        this.dice = dice;
        this.subjects = IntStream.range(0, 1 + dice.roll(3))
                .mapToObj(i -> new Subject(number * 10 + i, dice, ledger))
                .toList();
        for (int i = 0; i < mutators; i++) {
            Mutator mutator = Mutator.longLived(subjects, newDice());
            thread("soak-mutator-" + i, () -> mutate(mutator));
        }
        Dice ofWaves = newDice();
        thread("soak-waves", () -> waves(ofWaves));
        Disturber disturber = new Disturber(subjects, newDice());
        thread("soak-disturber", () -> disturb(disturber));
        if (subjects.stream().anyMatch(Subject::isClosing)) {
            Dice ofClosing = newDice();
            thread("soak-closer", () -> close(ofClosing));
        }
    }

    private Dice newDice() {
        return new Dice(dice.next());
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void thread(String name, Task task) {
        threads.add(Thread.ofPlatform().daemon().name(name).unstarted(() -> guarded(task)));
    }

    private void guarded(Task task) {
        try {
            task.run();
        } catch (Throwable unexpected) {
            ledger.report(Thread.currentThread() + " met " + unexpected + " at "
                    + Stream.of(unexpected.getStackTrace()).limit(8).toList());
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Ends the round; returns what became of its cleanups. */
    Page.Count end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
            ledger.check(!thread.isAlive(), thread + " did not end within " + PATIENCE);
        }
        Page.Count count = Page.Count.NONE;
        for (Subject subject : subjects) {
            if (ledger.discrepancy() == null) {
                subject.settle();
                count = count.plus(subject.audit());
                subject.runtime().close();
            }
        }
        return count;
    }

    private void mutate(Mutator mutator) {
        while (!over) {
            mutator.fillPage();
        }
        mutator.end();
    }

    /** Virtual threads, many at a time, each for a page. */
    private void waves(Dice dice) throws InterruptedException {
        while (!over) {
            List<Thread> wave = new ArrayList<>();
            for (int i = 0; i < WAVE; i++) {
                Mutator mutator = Mutator.shortLived(subjects, new Dice(dice.next()));
                wave.add(Thread.ofVirtual()
                        .start(() -> guarded(() -> {
                            mutator.fillPage();
                            mutator.end();
                        })));
            }
            for (Thread thread : wave) {
                thread.join();
            }
        }
    }

    private void disturb(Disturber disturber) throws InterruptedException {
        while (!over) {
            disturber.disturb();
        }
    }

    /** Closes what is to be closed in the midst of things. */
    private void close(Dice dice) throws InterruptedException {
        for (int pauses = dice.roll(200); pauses > 0 && !over; pauses--) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        for (Subject subject : subjects) {
            if (subject.isClosing()) {
                subject.runtime().close();
            }
        }
    }

    /** Cleanups that have ended so far. */
    long ended() {
        long ended = 0;
        for (Subject subject : subjects) {
            CleanupStats stats = subject.runtime().stats();
            ended += stats.stopped() + stats.cleaned() + stats.executed();
        }
        return ended;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        subjects.forEach(subject -> text.append(subject).append('\n'));
        return text.toString();
    }
}
