package dev.sexton.verify.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanup;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The faults that the ledger must notice, on one page of it. */
class PageTest {
    private final Ledger ledger = new Ledger();
    private final Subject subject = new Subject(0, new Dice(1), ledger);
    private final Object alive = new Object();

    /** Registers one cleanup, does something with it, and accounts. */
    private Page.Count after(Consumer<Held> deed) {
        Page page = subject.newPage();
        deed.accept(page.addHeld(alive, Behaviour.NOTHING));
        return page.audit();
    }

    @Test
    void whatWasStoppedOnceIsRight() {
        assertThat(after(Held::stop)).isEqualTo(new Page.Count(0, 0, 1, 0));
        assertThat(ledger.discrepancy()).isNull();
    }

    @Test
    void whatWasCleanedOnceIsRight() {
        assertThat(after(Held::clean)).isEqualTo(new Page.Count(0, 1, 0, 0));
        assertThat(ledger.discrepancy()).isNull();
    }

    @Test
    void whatAWorkerRanOnceIsRight() {
        assertThat(after(PageTest::runOnceReleased)).isEqualTo(new Page.Count(1, 0, 0, 0));
        assertThat(ledger.discrepancy()).isNull();
    }

    private static void runOnceReleased(Held cleanup) {
        cleanup.release();
        cleanup.page().accept(Behaviour.NOTHING.in(cleanup.entry()));
    }

    @Test
    void aSecondRunIsNoticed() {
        after(cleanup -> {
            runOnceReleased(cleanup);
            runOnceReleased(cleanup);
        });
        assertThat(ledger.discrepancy()).contains("ran although it had run");
    }

    @Test
    void aRunAfterAStopIsNoticed() {
        after(cleanup -> {
            cleanup.stop();
            runOnceReleased(cleanup);
        });
        assertThat(ledger.discrepancy()).contains("ran although it had been stopped");
    }

    @Test
    void aHandleThatCanBeStoppedTwiceIsNoticed() {
        after(cleanup -> {
            Cleanup always = new AlwaysStops();
            assertThat(cleanup.page().stop(cleanup.entry(), always)).isTrue();
            assertThat(cleanup.page().stop(cleanup.entry(), always)).isTrue();
        });
        assertThat(ledger.discrepancy()).contains("was stopped although it had been stopped");
    }

    private static final class AlwaysStops implements Cleanup {
        @Override
        public boolean stop() {
            return true;
        }

        @Override
        public void clean() {}
    }

    @Test
    void aLostOneIsNoticed() {
        after(Held::release);
        assertThat(ledger.discrepancy()).contains("is lost");
    }

    @Test
    void aRunForALiveObjectIsNoticed() {
        after(cleanup -> cleanup.page().accept(Behaviour.NOTHING.in(cleanup.entry())));
        assertThat(ledger.discrepancy()).contains("ran although its object was alive");
    }

    @Test
    void aStopThatDoesNothingIsNoticed() {
        after(cleanup -> {
            cleanup.handle().stop();
            cleanup.stop();
        });
        assertThat(ledger.discrepancy()).contains("could not be stopped although its object was alive");
    }

    @Test
    void figuresThatAreNotTheLedgersAreNoticed() {
        assertThat(subject.runtime().add(alive, argument -> {}, 0L).stop()).isTrue();
        subject.audit();
        assertThat(ledger.discrepancy()).contains("The runtime's figures are not the ledger's");
    }

    @Test
    void aBehaviourTravelsWithItsEntry() {
        for (Behaviour behaviour : Behaviour.values()) {
            long argument = behaviour.in(Page.SIZE - 1);
            assertThat(Behaviour.of(argument)).isEqualTo(behaviour);
            assertThat(Behaviour.entryOf(argument)).isEqualTo(Page.SIZE - 1);
        }
    }
}
