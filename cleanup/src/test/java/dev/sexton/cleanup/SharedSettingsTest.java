package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system properties of the shared runtime: accepted values, and what is said of the others. */
class SharedSettingsTest {
    private final Map<String, String> properties = new HashMap<>();

    @Test
    void withoutPropertiesNothingIsTrackedAndNothingIsSaid() {
        assertThat(sitesOf(100)).isZero();
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1"})
    void allSitesAreTracked(String value) {
        properties.put(SharedSettings.TRACK_SITES, value);
        assertThat(sitesOf(100)).isEqualTo(100);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aNumberSamplesTheSites() {
        properties.put(SharedSettings.TRACK_SITES, "10");
        // One in ten at random: 1000, with a standard deviation of 30.
        assertThat(sitesOf(10_000)).isBetween(700L, 1300L);
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True"})
    void leakReportsTrackSites(String value) {
        properties.put(SharedSettings.REPORT_LEAKS, value);
        assertThat(sitesOf(100)).isEqualTo(100);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void falseIsAcceptedAndTracksNothing() {
        properties.put(SharedSettings.TRACK_SITES, "false");
        properties.put(SharedSettings.REPORT_LEAKS, "false");
        assertThat(sitesOf(100)).isZero();
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "0", "", " true", "-1", "1.5", "1000000000", "99999999999999999999"})
    void aWrongValueHasNoEffectAndIsReportedWithTheAcceptedOnes(String value) {
        properties.put(SharedSettings.TRACK_SITES, value);
        properties.put(SharedSettings.REPORT_LEAKS, value);
        assertThat(sitesOf(100)).isZero();
        assertThat(complaints())
                .satisfiesExactly(
                        sites -> assertThat(sites)
                                .contains(
                                        "sexton.cleanup.trackSites",
                                        "\"" + value + "\"",
                                        "true",
                                        "a number N from 1",
                                        "false"),
                        leaks -> assertThat(leaks)
                                .contains("sexton.cleanup.reportLeaks", "\"" + value + "\"", "true, false"));
    }

    /** As a program sees it: each wrong value is one warning, however often the runtime is used. */
    @Test
    void theSharedRuntimeLogsAWrongValueOnce() {
        ChildJvm.Result wrong =
                ChildJvm.run(List.of("-Dsexton.cleanup.trackSites=yes", "-Dsexton.cleanup.reportLeaks="), Uses.class);
        assertThat(wrong.exitCode()).isZero();
        assertThat(wrong.output().lines().filter(line -> line.contains("has no effect")))
                .hasSize(2);
        ChildJvm.Result right = ChildJvm.run(List.of("-Dsexton.cleanup.trackSites=true"), Uses.class);
        assertThat(right.output()).doesNotContain("has no effect");
    }

    static final class Uses {
        public static void main(String[] arguments) {
            Cleanups.add(new Object(), () -> {}).clean();
            Cleanups.runtime().add(new Object(), () -> {}).clean();
        }
    }

    private List<String> complaints() {
        SharedSettings settings = new SharedSettings(properties::get);
        settings.applyTo(CleanupRuntime.builder());
        return settings.complaints();
    }

    /** Of how many registrations the site is known. */
    private long sitesOf(int registrations) {
        Object alive = new Object();
        try (CleanupRuntime runtime = new SharedSettings(properties::get)
                .applyTo(CleanupRuntime.builder())
                .build()) {
            for (int i = 0; i < registrations; i++) {
                runtime.add(alive, () -> {});
            }
            return runtime.liveSites().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
