package dev.sexton.cleanup;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The system properties of the shared runtime. A value that is not accepted is reported, and has no other effect. */
final class SharedSettings {
    static final String TRACK_SITES = "sexton.cleanup.trackSites";
    static final String REPORT_LEAKS = "sexton.cleanup.reportLeaks";

    private final Function<String, @Nullable String> properties;
    private final List<String> complaints = new ArrayList<>();

    /** Reads from the given source, which returns null for a property that is not set. */
    SharedSettings(Function<String, @Nullable String> properties) {
        this.properties = properties;
    }

    /** Sets what the properties say. */
    CleanupRuntime.Builder applyTo(CleanupRuntime.Builder builder) {
        int oneIn = oneIn();
        if (oneIn == 1) {
            builder.trackSites();
        } else if (oneIn > 1) {
            builder.sampleSites(oneIn);
        }
        return reportsLeaks() ? builder.reportLeaks() : builder;
    }

    private int oneIn() {
        String value = read(TRACK_SITES);
        if (isBoolean(value)) {
            return Boolean.parseBoolean(value) ? 1 : 0;
        }
        if (value.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(value);
        }
        complain(TRACK_SITES, value, "true (all sites), a number N from 1 to 999999999 (one in N), false");
        return 0;
    }

    private boolean reportsLeaks() {
        String value = read(REPORT_LEAKS);
        if (!isBoolean(value)) {
            complain(REPORT_LEAKS, value, "true, false");
        }
        return Boolean.parseBoolean(value);
    }

    private String read(String property) {
        try {
            String value = properties.apply(property);
            return value == null ? "false" : value;
        } catch (SecurityException notPermitted) {
            return "false"; // the runtime says so when it is used
        }
    }

    private static boolean isBoolean(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private void complain(String property, String value, String accepted) {
        complaints.add("The system property " + property + " is \"" + value + "\", which has no effect. It accepts: "
                + accepted);
    }

    /** The values that were not accepted, one sentence each. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Logs the complaints. Never throws: a logger that fails must not take the shared runtime with it. */
    void logComplaints() {
        for (String complaint : complaints) {
            try {
                System.getLogger("dev.sexton.cleanup").log(Level.WARNING, complaint);
            } catch (Throwable noLogger) {
                return;
            }
        }
    }
}
