package dev.sexton.coroutine.internal.coro;

import java.lang.System.Logger.Level;

/** The system properties of this module. Each is read once, when this class is loaded. */
final class Settings {
    /** Whether a yield checks for held monitors, which is too slow for production. See the package's Javadoc. */
    static final boolean STRICT = isTrue("sexton.coroutine.strict");

    /** Whether coroutines record where they were created. The cleanups' own property, which reports wrong values itself. */
    static final boolean TRACK_SITES = Boolean.getBoolean("sexton.cleanup.trackSites");

    private Settings() {}

    /** Reports a value that is neither true nor false, and takes it for false. */
    private static boolean isTrue(String property) {
        String value = System.getProperty(property, "false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            System.getLogger("dev.sexton.coroutine")
                    .log(
                            Level.WARNING,
                            "The system property " + property
                                    + " is ignored: its value must be true or false, but is \"" + value + "\"");
        }
        return Boolean.parseBoolean(value);
    }
}
