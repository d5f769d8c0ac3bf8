package dev.sexton.coroutine.internal.settings;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The system properties of this module. Each is read once, when this class is loaded. */
public final class Settings {
    private static final String EXAMINE_AFTER = "sexton.coroutine.examineAfterMillis";

    /** Whether a yield checks for held monitors, which is too slow for production. See the package's Javadoc. */
    public static final boolean STRICT = isTrue("sexton.coroutine.strict");

    /** How long a consumer waits for a body's thread before it examines whether it waits for ever. */
    public static final long EXAMINE_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(positive(EXAMINE_AFTER, 1_000));

    /** One of how many coroutines records where it was created; 0 for none. */
    private static final int SITES_ONE_IN = sitesOneIn();

    private Settings() {}

    /**
     * {@return whether a coroutine that is being created records where}
     */
    public static boolean recordsSite() {
        return SITES_ONE_IN > 0
                && (SITES_ONE_IN == 1 || ThreadLocalRandom.current().nextInt(SITES_ONE_IN) == 0);
    }

    /** The cleanups' own property, which reports wrong values itself. */
    private static int sitesOneIn() {
        String value = System.getProperty("sexton.cleanup.trackSites", "").strip();
        try {
            return value.equalsIgnoreCase("true") ? 1 : Math.max(0, Integer.parseInt(value));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Reports a value that is neither true nor false, and takes it for false. */
    private static boolean isTrue(String property) {
        String value = System.getProperty(property, "false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            reject(property, "true or false", value);
        }
        return Boolean.parseBoolean(value);
    }

    /** Reports a value that is not a positive number, and takes it for the default. */
    private static int positive(String property, int byDefault) {
        String value = System.getProperty(property);
        if (value == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Rejected below.
        }
        reject(property, "a whole number from 1 to " + Integer.MAX_VALUE, value);
        return byDefault;
    }

    private static void reject(String property, String expected, String value) {
        System.getLogger("dev.sexton.coroutine")
                .log(
                        Level.WARNING,
                        "The system property " + property + " is ignored: its value must be " + expected + ", but is \""
                                + value + "\"");
    }
}
