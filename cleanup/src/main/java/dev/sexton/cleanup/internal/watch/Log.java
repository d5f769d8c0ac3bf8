package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.Cleanup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/*
 * Even the words are made where a failure is caught: a string constant needs memory when it is used first, and so does what joins
 * strings.
 */
/** The library's log messages. They never throw: they are used when things have gone wrong already, often for lack of memory or stack. */
public final class Log {
    private static final String NAME = "dev.sexton.cleanup";

    /** Set once, when the JVM exits. */
    private static volatile boolean exiting;

    private Log() {}

    /**
     * The JVM exits. From now on messages go to the standard error stream: loggers are closed in other shutdown hooks, java.util.logging's
     * among them, and drop what comes later.
     */
    public static void exits() {
        exiting = true;
    }

    /** Reports the cleanups that the limit at exit has cut off. */
    public static void cutOff(String runtime, long unfinished, long nanos) {
        try {
            warn(
                    "The JVM exits before " + unfinished + " cleanups of the runtime " + runtime
                            + " have run to their end: the limit of runAtExit, " + Duration.ofNanos(nanos)
                            + ", is over. What they should have released may be lost",
                    null);
        } catch (Throwable notLogged) {
            // Nobody is left to tell.
        }
    }

    /** The default failure handler. */
    public static void failed(Cleanup cleanup, Throwable failure) {
        try {
            warn("A cleanup failed; the resource it should have released may have leaked: " + cleanup, failure);
        } catch (Throwable notLogged) {
            // Counted as failed all the same.
        }
    }

    public static void handlerFailed(Cleanup cleanup, Throwable failure, Throwable handlerFailure) {
        try {
            warn(
                    "The failure handler threw " + handlerFailure + " when it was given this failure of " + cleanup,
                    failure);
        } catch (Throwable notLogged) {
            // Counted as failed all the same.
        }
    }

    /** Returns whether the message was logged. */
    public static boolean noWorker(Throwable failure) {
        try {
            warn("No thread could be started to run cleanups; they stay queued until one can be started", failure);
            return true;
        } catch (Throwable notLogged) {
            return false;
        }
    }

    /** Returns whether the message was logged. */
    public static boolean sweepFailed(Throwable failure) {
        try {
            warn("A sweep was cut short; the next one finds the cleanups that it has not reached", failure);
            return true;
        } catch (Throwable notLogged) {
            return false;
        }
    }

    static void notShown(String name, Throwable failure) {
        try {
            warn(
                    "The runtime " + name
                            + " could not be registered with JMX or the flight recorder, which therefore do not show it",
                    failure);
        } catch (Throwable notLogged) {
            // Cleanups run all the same.
        }
    }

    /** Said once for each module. */
    public static void notOpen(String module, String packageName, String toReader) {
        try {
            warn(
                    "The module " + module + " does not open its package " + packageName
                            + " to dev.sexton.cleanup, so a cleanup whose action captures its own object cannot be"
                            + " rejected: it never runs. Add to the module's declaration: opens " + packageName
                            + toReader + "; and the same for each other package that registers cleanups",
                    null);
        } catch (Throwable notLogged) {
            // The registration is accepted all the same.
        }
    }

    /** The default leak handler; throws if it fails, as any handler may. */
    public static void leaked(LeakReport leak) {
        warn(leak.message(), null);
    }

    static void leakHandlerFailed(LeakReport leak, Throwable handlerFailure) {
        try {
            warn("The leak handler failed for this leak: " + leak.message(), handlerFailure);
        } catch (Throwable notLogged) {
            // The next report of this place has the total.
        }
    }

    private static void warn(String message, @Nullable Throwable failure) {
        if (exiting) {
            StringWriter text = new StringWriter();
            if (failure != null) {
                failure.printStackTrace(new PrintWriter(text, true));
            }
            System.err.println("WARNING: " + NAME + ": " + message + System.lineSeparator() + text);
            return;
        }
        System.getLogger(NAME).log(Level.WARNING, message, failure);
    }
}
