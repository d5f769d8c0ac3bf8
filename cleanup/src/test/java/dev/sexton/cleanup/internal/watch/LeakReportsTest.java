package dev.sexton.cleanup.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.internal.CapturedLog;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import dev.sexton.cleanup.internal.site.RegistrationSite;
import dev.sexton.cleanup.internal.site.SitedAction;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.ObjectSpecial;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.work.CleanupBlock;
import dev.sexton.cleanup.internal.work.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Grouping and the limit on reports, with the time in the test's hands. */
class LeakReportsTest {
    private static final Consumer<Object> NOTHING = argument -> {};
    private static final StackTraceElement HERE = new StackTraceElement("Here", "here", "Here.java", 1);
    private static final StackTraceElement THERE = new StackTraceElement("There", "there", "There.java", 2);

    private final List<LeakReport> reported = new ArrayList<>();
    private long now = -5; // nanoTime may be negative
    private final LeakReports reports = new LeakReports("test", reported::add, () -> now);

    @Test
    void theFirstOfAPlaceIsReportedAtOnceWithAllThatCameWithIt() {
        count(HERE, "Type", 3);
        reports.report();
        assertThat(reported).containsExactly(new LeakReport("test", "Type", HERE, THERE, 3, 3));
    }

    @Test
    void laterOnesAreHeldBackForTheIntervalAndComeTogether() {
        count(HERE, "Type", 1);
        reports.report();
        now += LeakReports.INTERVAL - 1;
        count(HERE, "Type", 2);
        count(HERE, "Type", 4);
        assertThat(reports.areDue()).isFalse();
        assertThat(reports.arePending()).isTrue();
        reports.report();
        assertThat(reported).hasSize(1);

        now++;
        assertThat(reports.areDue()).isTrue();
        reports.report();
        assertThat(reported).hasSize(2).last().isEqualTo(new LeakReport("test", "Type", HERE, THERE, 6, 7));
        assertThat(reports.arePending()).isFalse();
    }

    @Test
    void thePoolHasAWorkerReportWhatIsDueAndKnowsWhetherSomethingIs() throws Exception {
        WorkerPool pool =
                new WorkerPool(EngineFixture.workers(EngineFixture.settings()), new RunObserver("test", reports));
        assertThat(pool.hasPendingLeaks()).isFalse();
        pool.reportLeaks();
        assertThat(pool.read().workers()).as("nothing to report").isZero();
        count(HERE, "Type", 1);
        assertThat(pool.hasPendingLeaks()).isTrue();
        pool.reportLeaks();
        pool.drain(Long.MAX_VALUE, new Counts());
        assertThat(reported).hasSize(1);
        assertThat(pool.hasPendingLeaks()).isFalse();
    }

    @Test
    void nothingIsReportedTwice() {
        count(HERE, "Type", 1);
        reports.report();
        now += 10 * LeakReports.INTERVAL;
        assertThat(reports.areDue()).isFalse();
        reports.report();
        reports.reportAll();
        assertThat(reported).hasSize(1);
    }

    @Test
    void whatIsHeldBackIsReportedAtTheEnd() {
        count(HERE, "Type", 1);
        reports.report();
        count(HERE, "Type", 1);
        reports.reportAll();
        assertThat(reported).extracting(LeakReport::total).containsExactly(1L, 2L);
    }

    @Test
    void placesAndTypesAreReportedApart() {
        count(HERE, "Type", 1);
        count(THERE, "Type", 2);
        count(HERE, "Other", 3);
        reports.report();
        assertThat(reported).extracting(LeakReport::count).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void whatCannotBeClosedOrHasNoSiteOrIsAliveIsNotCounted() {
        reports.count(dead(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(HERE, THERE, null))));
        reports.count(dead(NOTHING));
        reports.count(special(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(HERE, THERE, "Type"))));
        assertThat(reports.arePending()).isFalse();
    }

    @Test
    void aFailingHandlerIsLoggedAndTheOtherPlacesAreReported() {
        List<LeakReport> seen = new ArrayList<>();
        LeakReports failing = new LeakReports(
                "test",
                leak -> {
                    seen.add(leak);
                    throw new IllegalStateException("expected");
                },
                () -> now);
        try (CapturedLog log = new CapturedLog()) {
            failing.count(dead(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(HERE, THERE, "Type"))));
            failing.count(dead(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(THERE, THERE, "Type"))));
            failing.report();
            assertThat(seen).hasSize(2);
            assertThat(log.records())
                    .hasSize(2)
                    .allSatisfy(record -> assertThat(record.getMessage()).contains("leak handler failed", "Type"));
        }
    }

    @Test
    void aWitnessThatFailsDoesNotEndItsWorker() throws Exception {
        LeakReports failing = new LeakReports("test", leak -> {}, () -> {
            throw new OutOfMemoryError("expected");
        });
        Special leaked = dead(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(HERE, THERE, "Type")));
        assertThatThrownBy(() -> {
                    failing.count(leaked);
                    failing.report();
                })
                .isInstanceOf(OutOfMemoryError.class);
        CleanupBlock block = new CleanupBlock(1);
        block.add(leaked);
        WorkerPool pool = new WorkerPool(
                EngineFixture.workers(EngineFixture.settings(1, null, null)), new RunObserver("test", failing));
        pool.submit(block);
        EngineFixture.until("the worker sleeps", () -> pool.read().asleep() == 1);
        assertThat(pool.read().executed()).isEqualTo(1);
        pool.close();
    }

    private void count(StackTraceElement site, String type, int times) {
        for (int i = 0; i < times; i++) {
            reports.count(dead(new SitedAction.OfObject<>(NOTHING, new RegistrationSite(site, THERE, type))));
        }
    }

    private static Special dead(Consumer<Object> action) {
        Special special = special(action);
        FakeCycle.kill(special);
        return special;
    }

    private static Special special(Consumer<Object> action) {
        return new ObjectSpecial<>(LeakReportsTest.class, action, "argument");
    }
}
