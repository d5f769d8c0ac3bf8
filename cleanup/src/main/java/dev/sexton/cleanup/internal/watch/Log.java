package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.Cleanup;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The library's log messages. Never throws: it is used when things have gone wrong already. */
public final class Log {
    private static final String NAME = "dev.sexton.cleanup";

    private Log() {}

    /** Loads this class while there is memory: later it may be needed because there is none. */
    public static void load() {}

    /** The default failure handler. */
    public static void failed(Cleanup cleanup, Throwable failure) {
        warn("A cleanup failed; the resource it should have released may have leaked: " + cleanup, failure);
    }

    public static void handlerFailed(Cleanup cleanup, Throwable failure, Throwable handlerFailure) {
        try {
            warn(
                    "The failure handler threw " + handlerFailure + " when it was given this failure of " + cleanup,
                    failure);
        } catch (Throwable noMemoryForWords) {
            // Counted as failed all the same.
        }
    }

    public static void noWorker(Throwable failure) {
        warn("No thread could be started to run cleanups; they stay queued until one can be started", failure);
    }

    public static void sweepFailed(Throwable failure) {
        warn("A sweep was cut short; the next one finds the cleanups that it has not reached", failure);
    }

    static void notShown(String name, Throwable failure) {
        warn(
                "The runtime " + name
                        + " could not be registered with JMX or the flight recorder, which therefore do not show it",
                failure);
    }

    /** Said once for each module. */
    public static void notOpen(String module, String packageName, String toReader) {
        warn(
                "The module " + module + " does not open its package " + packageName
                        + " to dev.sexton.cleanup, so a cleanup whose action captures its own object cannot be rejected: it"
                        + " never runs. Add to the module's declaration: opens " + packageName + toReader
                        + "; and the same for each other package that registers cleanups",
                null);
    }

    /** The default leak handler. */
    public static void leaked(LeakReport leak) {
        System.getLogger(NAME).log(Level.WARNING, leak.message());
    }

    static void leakHandlerFailed(LeakReport leak, Throwable handlerFailure) {
        warn("The leak handler failed for this leak: " + leak.message(), handlerFailure);
    }

    private static void warn(String message, @Nullable Throwable failure) {
        try {
            System.getLogger(NAME).log(Level.WARNING, message, failure);
        } catch (Throwable noMemoryForWords) {
            // Nobody is left to tell.
        }
    }
}
