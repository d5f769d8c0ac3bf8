package dev.sexton.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes that do right and wrong, and looks at what the extension makes of them. */
class CleanupExtensionTest {
    private static final CleanupRuntime RUNTIME =
            CleanupRuntime.builder().name("tested").build();

    /** Keeps an object alive that a test has left. */
    private static final List<Object> HELD = new ArrayList<>();

    /** The class under test's users' class: registers a cleanup when it is made. */
    static final class Resource implements AutoCloseable {
        private final Cleanup cleanup;

        Resource(CleanupRuntime runtime) {
            cleanup = runtime.add(this, () -> {});
        }

        @Override
        public void close() {
            cleanup.clean();
        }
    }

    private static void forget(CleanupRuntime runtime) {
        assertThat(new Resource(runtime)).isNotNull();
    }

    @AfterEach
    void letGo() {
        HELD.clear();
    }

    static final class Closing {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        private final Resource ofField = new Resource(RUNTIME);

        @AfterEach
        void close() {
            ofField.close();
        }

        @Test
        void closes() {
            new Resource(RUNTIME).close();
        }

        @Test
        void stops() {
            assertThat(new Resource(RUNTIME).cleanup.stop()).isTrue();
        }

        @Test
        void registersNothing() {}

        @Nested
        final class Inner {
            private final Resource ofInner = new Resource(RUNTIME);

            @Test
            void closes() {
                ofInner.close();
            }
        }
    }

    @Test
    void whoClosesPasses() {
        assertThat(failures(Closing.class)).containsExactly(null, null, null, null);
    }

    static final class Holding {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @Test
        void holds() {
            HELD.add(new Resource(RUNTIME));
            HELD.add(new Resource(RUNTIME));
            new Resource(RUNTIME).close();
        }
    }

    @Test
    void whatIsStillLiveFailsTheTest() {
        assertThat(failures(Holding.class))
                .singleElement()
                .asString()
                .contains(
                        "not closed",
                        "CleanupRuntime[tested]",
                        "2 still live, 0 found dead",
                        "trackSites",
                        "@CollectorMayClose")
                .doesNotContain("at the same time");
    }

    static final class UsingTwoRuntimes {
        private static final CleanupRuntime OTHER =
                CleanupRuntime.builder().name("other").build();

        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @RegisterExtension
        static final CleanupExtension OF_OTHER = CleanupExtension.of(OTHER);

        @Test
        void closesInOneAndHoldsInTheOther() {
            new Resource(RUNTIME).close();
            HELD.add(new Resource(OTHER));
        }
    }

    @Test
    void eachOfSeveralRuntimesIsLookedAt() {
        assertThat(failures(UsingTwoRuntimes.class))
                .singleElement()
                .asString()
                .contains("CleanupRuntime[other]", "1 still live")
                .doesNotContain("CleanupRuntime[tested]", "at the same time");
    }

    @CollectorMayClose
    static final class ForgivenInside {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @Nested
        final class Inner {
            @Test
            void forgets() {
                forget(RUNTIME);
            }
        }
    }

    @Test
    void whatAnOuterClassAllowsItsInnerClassesMayDo() {
        assertThat(failures(ForgivenInside.class)).containsExactly((String) null);
    }

    static final class LeavingToTheCollector {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @Test
        void forgets() throws Exception {
            long queued = RUNTIME.stats().queued();
            forget(RUNTIME);
            while (RUNTIME.stats().queued() == queued) {
                Reachability.awaitCleanups(RUNTIME);
            }
        }
    }

    @Test
    void whatTheCollectorHadToCloseFailsTheTest() {
        assertThat(failures(LeavingToTheCollector.class))
                .singleElement()
                .asString()
                .contains("not closed", "0 still live, 1 found dead by the collector");
    }

    @ExtendWith(CleanupExtension.class)
    static final class Shared {
        @Test
        void holds() {
            HELD.add(new Resource(Cleanups.runtime()));
        }
    }

    @Test
    void theSharedRuntimeIsLookedAtByDefault() {
        assertThat(failures(Shared.class))
                .singleElement()
                .asString()
                .contains("CleanupRuntime[shared]", "1 still live");
    }

    static final class OfField {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        final Resource field = new Resource(RUNTIME);

        @Test
        void doesNothing() {}
    }

    @Test
    void whatAFieldOfTheTestRegistersCounts() {
        assertThat(failures(OfField.class)).singleElement().asString().contains("1 still live");
    }

    static final class NextToADisabledOne {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        final Resource field = new Resource(RUNTIME);

        @AfterEach
        void close() {
            field.close();
        }

        @Test
        @Disabled("its instance is made all the same by some versions of JUnit")
        void a() {}

        @Test
        void b() {}
    }

    @Test
    void aDisabledTestIsNotTheNextOnesFault() {
        assertThat(failures(NextToADisabledOne.class)).containsExactly((String) null);
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static final class OneInstance {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        final Resource field = new Resource(RUNTIME);

        @Test
        void first() {}

        @Test
        void second() {
            HELD.add(new Resource(RUNTIME));
        }
    }

    @Test
    void whatLivesAsLongAsTheClassIsNoTestsFault() {
        assertThat(failures(OneInstance.class))
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).isNull(),
                        second -> assertThat(second).contains("1 still live"));
    }

    static final class FailingByItself {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @Test
        void fails() {
            HELD.add(new Resource(RUNTIME));
            throw new AssertionError("its own");
        }
    }

    @Test
    void aTestThatFailsByItselfKeepsItsMessage() {
        assertThat(run(FailingByItself.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("its own").hasNoSuppressedExceptions());
    }

    static final class Forgiven {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        @Test
        @CollectorMayClose
        void forgets() {
            forget(RUNTIME);
        }
    }

    @Test
    void theCollectorMayCloseWhereTheTestSaysSo() throws Exception {
        Reachability.awaitCleanups(RUNTIME);
        long executed = RUNTIME.stats().executed();
        assertThat(failures(Forgiven.class)).containsExactly((String) null);
        assertThat(RUNTIME.stats().executed()).as("it was awaited").isGreaterThan(executed);
    }

    @Test
    void whatEarlierTestsHaveLeftIsNotMistakenForWhatThisOneLeaves() {
        for (int i = 0; i < 5; i++) {
            forget(RUNTIME);
        }
        assertThat(failures(NotForgiven.class)).singleElement().asString().contains("1 still live");
    }

    @CollectorMayClose
    static final class NotForgiven {
        @RegisterExtension
        static final CleanupExtension EXTENSION = new CleanupExtension(RUNTIME, Duration.ofMillis(1));

        @Test
        void holds() {
            HELD.add(new Resource(RUNTIME));
        }
    }

    @Test
    void whatTheCollectorCannotCloseFailsTheTestAllTheSame() {
        assertThat(failures(NotForgiven.class))
                .singleElement()
                .asString()
                .contains("are still reachable", "1 still live after 1 ms", "assertCollectable");
    }

    @ExtendWith(CleanupExtension.class)
    static final class OwnRuntime {
        private static final List<CleanupRuntime> SEEN = new ArrayList<>();

        private final CleanupRuntime ofConstructor;
        private CleanupRuntime ofBefore;

        OwnRuntime(CleanupRuntime runtime) {
            ofConstructor = runtime;
        }

        @BeforeEach
        void before(CleanupRuntime runtime) {
            ofBefore = runtime;
        }

        @Test
        void first(CleanupRuntime runtime) {
            assertThat(runtime).isSameAs(ofConstructor).isSameAs(ofBefore);
            SEEN.add(runtime);
            new Resource(runtime).close();
        }

        @Test
        void second(CleanupRuntime runtime) {
            SEEN.add(runtime);
            HELD.add(new Resource(runtime));
        }
    }

    @Test
    void aParameterIsARuntimeOfTheTestsOwn() {
        OwnRuntime.SEEN.clear();
        assertThat(failures(OwnRuntime.class))
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).isNull(),
                        second -> assertThat(second)
                                .contains("CleanupRuntime[second]", "1 still live", "Still live:\n    1 registered at ")
                                .contains(Resource.class.getName()));
        assertThat(OwnRuntime.SEEN)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(runtime -> assertThatThrownBy(() -> runtime.add(new Object(), () -> {}))
                        .as("is closed")
                        .isInstanceOf(IllegalStateException.class));
    }

    static final class AtOnce {
        @RegisterExtension
        static final CleanupExtension EXTENSION = CleanupExtension.of(RUNTIME);

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void holds() throws Exception {
            HELD.add(new Resource(RUNTIME));
            BOTH.await(1, TimeUnit.MINUTES);
            BOTH.await(1, TimeUnit.MINUTES);
        }

        @Test
        void registersNothing() throws Exception {
            BOTH.await(1, TimeUnit.MINUTES);
            BOTH.await(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void testsThatUseARuntimeAtOnceAreToldSo() {
        assertThat(failures(AtOnce.class))
                .anySatisfy(
                        failure -> assertThat(failure).contains("1 still live", "at the same time", "as a parameter"));
        assertThat(failures(Holding.class))
                .as("when they are over, that is forgotten")
                .singleElement()
                .asString()
                .doesNotContain("at the same time");
    }

    /** The messages of all tests of a class, null for one that passed. */
    private static List<String> failures(Class<?> tests) {
        return run(tests).stream()
                .map(failure -> failure == null ? null : failure.getMessage())
                .toList();
    }

    private static List<Throwable> run(Class<?> tests) {
        List<Throwable> results = new ArrayList<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(
                        "junit.jupiter.execution.parallel.enabled", String.valueOf(tests == AtOnce.class))
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents()
                .finished()
                .stream()
                .forEach(event -> results.add(failure(event).orElse(null)));
        assertThat(results).as("the tests have run").isNotEmpty();
        return results;
    }

    private static Optional<Throwable> failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable();
    }
}
