package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import blackbox.Client;
import dev.sexton.cleanup.internal.CapturedLog;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder's events, recorded and read back. */
class JfrTest {
    private static final String PREFIX = "dev.sexton.cleanup.";
    private static final Set<String> ALL = Stream.of("Registration", "Sweep", "Run", "Failure", "Queue", "Leak")
            .map(PREFIX::concat)
            .collect(Collectors.toSet());

    @TempDir
    private Path directory;

    @BeforeAll
    static void startTheRecordersJavaPart() {
        assertThat(FlightRecorder.getFlightRecorder()).isNotNull();
    }

    private interface Body {
        void run(CleanupRuntime runtime) throws Exception;
    }

    /**
     * The types of event that a test is about, and the settings of its recording. The recorder writes into each recording what any of
     * them has enabled, so other types may be in it as well.
     */
    private record Asked(Set<String> types, Consumer<Recording> settings) {
        Asked and(Consumer<Recording> more) {
            return new Asked(types, settings.andThen(more));
        }
    }

    @Test
    void registrationsHaveTheClassAndTheStackOfThePlace() throws Exception {
        Object alive = new Object();
        List<RecordedEvent> events = record(enabling("Registration", "oneIn", "1"), runtime -> {
            registerThree(runtime, alive);
        });
        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getClass("objectClass").getName()).isEqualTo("java.lang.Object");
            assertThat(event.getStackTrace().getFrames())
                    .extracting(frame -> frame.getMethod().getName())
                    .contains("registerThree");
        });
        Reference.reachabilityFence(alive);
    }

    @Test
    void aSampleOfRegistrationsIsTakenAtRandom() throws Exception {
        Object alive = new Object();
        List<RecordedEvent> events = record(enabling("Registration", "oneIn", "10"), runtime -> {
            for (int i = 0; i < 10_000; i++) {
                runtime.add(alive, () -> {});
            }
        });
        // One in ten at random: 1000, with a standard deviation of 30.
        assertThat(events).hasSizeBetween(700, 1300);
        Reference.reachabilityFence(alive);
    }

    @Test
    void ofTwoRecordingsTheOneForMoreRegistrationsIsObeyed() throws Exception {
        Object alive = new Object();
        try (Recording all = new Recording()) {
            enabling("Registration", "oneIn", "1").settings().accept(all);
            all.start();
            List<RecordedEvent> events =
                    record(enabling("Registration", "oneIn", "1000000"), runtime -> registerThree(runtime, alive));
            assertThat(events).hasSize(3);
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void aSettingThatIsNoNumberIsTheDefault() throws Exception {
        Object alive = new Object();
        List<RecordedEvent> events = record(enabling("Registration", "oneIn", "many"), runtime -> {
            for (int i = 0; i < 30_000; i++) {
                runtime.add(alive, () -> {});
            }
        });
        // One in a thousand at random: 30, with a standard deviation of 5.5.
        assertThat(events).hasSizeBetween(1, 100);
        Reference.reachabilityFence(alive);
    }

    @Test
    void sweepsSayHowLongTheyTookAndWhatTheyFound() throws Exception {
        List<RecordedEvent> events = record(enabling("Sweep"), runtime -> {
            addDead(runtime, 7, () -> {});
            reclaim(runtime);
        });
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getDuration()).isPositive();
            assertThat(event.getStackTrace()).isNull();
        });
        assertThat(events)
                .anySatisfy(event -> assertThat(event.getLong("spans")).isPositive());
        assertThat(events.stream().mapToLong(event -> event.getLong("queued")).sum())
                .isEqualTo(7);
    }

    @Test
    void runsOverTheThresholdHaveActionAndSite() throws Exception {
        List<RecordedEvent> events = record(enabling("Run", "threshold", "0 ns"), runtime -> {
            addDead(runtime, 2, new Action());
            reclaim(runtime);
        });
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getClass("actionClass").getName()).isEqualTo(Action.class.getName());
            assertThat(event.getString("site")).contains("JfrTest.addDead(JfrTest.java:");
            assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(event.getThread().getJavaName()).startsWith("sexton-recorded-worker");
        });
    }

    @Test
    void aRunIsAsLongAsItsAction() throws Exception {
        Duration least = Duration.ofMillis(10);
        List<RecordedEvent> events = record(enabling("Run", "threshold", "0 ns"), runtime -> {
            addDead(runtime, 1, () -> {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < 2 * least.toNanos()) {
                    Thread.onSpinWait();
                }
            });
            reclaim(runtime);
        });
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.getDuration()).isGreaterThan(least));
    }

    @Test
    void runsBelowTheThresholdAreNotRecorded() throws Exception {
        assertThat(record(enabling("Run", "threshold", "1 h"), runtime -> {
                    addDead(runtime, 2, new Action());
                    reclaim(runtime);
                    assertThat(runtime.stats().executed()).isEqualTo(2);
                }))
                .isEmpty();
    }

    @Test
    void failuresSayWhatWasThrown() throws Exception {
        List<RecordedEvent> events = record(enabling("Failure"), runtime -> {
            addDead(runtime, 1, () -> {
                throw new IllegalStateException("expected");
            });
            addDead(runtime, 1, () -> {});
            reclaim(runtime);
        });
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getClass("thrownClass").getName()).isEqualTo("java.lang.IllegalStateException");
            assertThat(event.getString("message")).isEqualTo("expected");
            assertThat(event.getClass("actionClass").getName()).contains("JfrTest");
            assertThat(event.getString("site")).contains("JfrTest.addDead(JfrTest.java:");
        });
    }

    @Test
    void theQueueIsAskedForPeriodically() throws Exception {
        Object alive = new Object();
        List<RecordedEvent> events = record(enabling("Queue", "period", "endChunk"), runtime -> {
            runtime.add(alive, () -> {});
            runtime.add(alive, () -> {});
            // The sweeper's thread begins with showing the runtime, and then sweeps.
            Gc.until("it has swept", () -> runtime.stats().sweeps() > 0);
        });
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getLong("live")).isEqualTo(2);
            assertThat(event.getLong("waiting")).isZero();
            assertThat(event.getInt("workers")).isZero();
            assertThat(event.getInt("running")).isZero();
        });
        Reference.reachabilityFence(alive);
    }

    @Test
    void whatRunsAndWhatWaitsIsInTheQueuesEvents() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        AtomicReference<Recording> recording = new AtomicReference<>();
        record(enabling("Queue", "period", "10 ms").and(recording::set), runtime -> {
            addDead(runtime, 3, () -> {});
            reclaim(runtime);
            addDead(runtime, 1, end::join);
            try {
                Gc.until(
                        "one is running, and nothing else waits",
                        () -> isRecorded(
                                recording.get(),
                                event -> event.getLong("waiting") == 1 && event.getInt("running") == 1));
            } finally {
                end.complete(null);
            }
        });
    }

    @Test
    void aClosedRuntimeIsNotAskedAnyMore() throws Exception {
        Object alive = new Object();
        record(enabling("Queue"), runtime -> {
            runtime.add(alive, () -> {});
            Gc.until("it has swept", () -> runtime.stats().sweeps() > 0);
        });
        Path file = directory.resolve("later.jfr");
        try (Recording later = new Recording()) {
            enabling("Queue", "period", "endChunk").settings().accept(later);
            later.start();
            later.stop();
            later.dump(file);
        }
        assertThat(eventsOf(file)).isEmpty();
        Reference.reachabilityFence(alive);
    }

    @Test
    void leaksAreRecordedAsTheyAreReported() throws Exception {
        List<RecordedEvent> events = record(enabling("Leak"), runtime -> {
            addCloseable(runtime);
            reclaim(runtime);
            runtime.close();
        });
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("runtime")).isEqualTo("recorded");
            assertThat(event.getString("objectClass")).isEqualTo(Closeable.class.getName());
            assertThat(event.getString("site")).contains("JfrTest.addCloseable(JfrTest.java:");
            assertThat(event.getLong("count")).isEqualTo(1);
            assertThat(event.getLong("total")).isEqualTo(1);
        });
    }

    /** The twin of all of the above: the same things happen and nobody has asked. */
    @Test
    void whatIsNotEnabledIsNotRecorded() throws Exception {
        List<RecordedEvent> events = record(new Asked(ALL, recording -> {}), runtime -> {
            addDead(runtime, 2, new Action());
            addDead(runtime, 1, () -> {
                throw new IllegalStateException("expected");
            });
            addCloseable(runtime);
            reclaim(runtime);
            runtime.close();
        });
        assertThat(events).isEmpty();
    }

    @Test
    void aRecorderThatIsStartedLaterIsNoticed() {
        ChildJvm.Result result = ChildJvm.run(List.of(), StartedLater.class);
        assertThat(result.output().lines()).containsExactly("initialized: false", "recorded: true");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void asAModuleAndWithoutTheRecorder() {
        List<String> flags = List.of("-p", Path.of("target", "classes").toString(), "--add-modules=dev.sexton.cleanup");
        assertThat(ChildJvm.run(flags, Client.class).output().lines())
                .containsExactly("module dev.sexton.cleanup", "executed: 1", "recorded: true");

        List<String> without = new ArrayList<>(flags);
        without.add("--limit-modules=dev.sexton.cleanup");
        assertThat(ChildJvm.run(without, Client.class).output().lines())
                .containsExactly("module dev.sexton.cleanup", "executed: 1", "no recorder");
    }

    private List<RecordedEvent> record(Asked asked, Body body) throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (CapturedLog quiet = new CapturedLog();
                Recording recording = new Recording()) {
            // Others' runtimes, such as the shared one, are not this test's matter.
            ALL.forEach(recording::disable);
            asked.settings().accept(recording);
            recording.start();
            try (CleanupRuntime runtime = CleanupRuntime.builder()
                    .name("recorded")
                    .trackSites()
                    .reportLeaks(leak -> {})
                    .build()) {
                body.run(runtime);
                recording.stop();
            }
            recording.dump(file);
            assertThat(quiet.records())
                    .allSatisfy(logged -> assertThat(logged.getMessage()).contains("A cleanup failed"));
        }
        return eventsOf(file).stream()
                .filter(event -> asked.types().contains(event.getEventType().getName()))
                .toList();
    }

    private static List<RecordedEvent> eventsOf(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> ALL.contains(event.getEventType().getName()))
                .filter(event -> event.getString("runtime").equals("recorded"))
                .toList();
    }

    private static Asked enabling(String event) {
        return new Asked(Set.of(PREFIX + event), recording -> recording.enable(PREFIX + event));
    }

    private static Asked enabling(String event, String setting, String value) {
        return new Asked(
                Set.of(PREFIX + event),
                recording -> recording.enable(PREFIX + event).with(setting, value));
    }

    private static void registerThree(CleanupRuntime runtime, Object object) {
        runtime.add(object, () -> {});
        runtime.add(object, argument -> {}, 1L);
        runtime.add(object, argument -> {}, "argument");
    }

    private static void addDead(CleanupRuntime runtime, int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            runtime.add(new Object(), action);
        }
    }

    private static void addCloseable(CleanupRuntime runtime) {
        runtime.add(new Closeable(), () -> {});
    }

    private static void reclaim(CleanupRuntime runtime) throws InterruptedException {
        assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
    }

    private static final class Action implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Closeable implements AutoCloseable {
        @Override
        public void close() {}
    }

    static final class StartedLater {
        public static void main(String[] arguments) throws Exception {
            Object alive = new Object();
            CleanupRuntime runtime = CleanupRuntime.builder().name("recorded").build();
            runtime.add(alive, () -> {});
            runtime.reclaim(Duration.ofMinutes(1));
            System.out.println("initialized: " + FlightRecorder.isInitialized());
            try (Recording recording = new Recording()) {
                recording.start();
                Gc.until(
                        "a sweep was recorded",
                        () -> isRecorded(
                                recording,
                                event -> event.getEventType().getName().equals(PREFIX + "Sweep")));
                System.out.println("recorded: true");
            }
            Reference.reachabilityFence(alive);
        }
    }

    private static boolean isRecorded(Recording recording, Predicate<RecordedEvent> wanted) {
        try {
            Path file = Files.createTempFile("recording", ".jfr");
            try {
                recording.dump(file);
                return eventsOf(file).stream().anyMatch(wanted);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
