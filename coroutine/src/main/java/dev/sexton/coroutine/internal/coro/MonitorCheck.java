package dev.sexton.coroutine.internal.coro;

import dev.sexton.coroutine.internal.fiber.ThreadPrint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict mode: finds a monitor that a body holds while it yields. */
final class MonitorCheck {
    /*
     * Since JDK 24 a monitor no longer pins a continuation, so the JVM does not refuse to yield while one is held. Thread.print
     * lists the monitors of the current thread by frame.
     *
     * A monitor counts if it was entered in a frame of a body that the yield suspends. Each body begins with one frame of a method
     * `run` of a class that only calls bodies, which the callers name. Thread.print does not show that frame if the body has yielded
     * before: then only the innermost frames are on the stack, until the body returns to the others. But each continuation is entered
     * by a frame of Continuation.run, which is always there; and a body on a thread of its own ends where its stack ends. Nothing is
     * missed: a monitor of the frames that are not there was found by an earlier yield. The text ends after 1,024 frames; monitors
     * entered deeper than that are not found.
     */

    private static final String BODY_METHOD = "run";
    private static final String CONTINUATION_ENTERED = "jdk.internal.vm.Continuation.run(";
    private static final Pattern LOCKED = Pattern.compile("\\s*- locked (<\\w+> \\(a .+\\))");

    private MonitorCheck() {}

    /** Counts the bodies on the current thread's stack, each of which begins with a frame of {@code runner.run}. */
    static int bodiesOnStack(Class<?> runner) {
        return StackWalker.getInstance()
                .walk(frames ->
                        (int) frames.filter(frame -> frame.getMethodName().equals(BODY_METHOD)
                                        && frame.getClassName().equals(runner.getName()))
                                .count());
    }

    /** Throws if one of the bodies on this thread's stack holds a monitor, not counting the outermost {@code enclosing} bodies. */
    static void check(Class<?> runner, int enclosing) {
        int suspending = bodiesOnStack(runner) - enclosing;
        String frame = "";
        for (String line : (Iterable<String>) stackOfCurrentThread().lines()::iterator) {
            Matcher locked = LOCKED.matcher(line);
            if (locked.matches()) {
                throw heldAcrossYield(locked.group(1), frame);
            }
            if (line.startsWith("\tat ")) {
                frame = line.replace('\t', ' ');
                if (frame.contains(CONTINUATION_ENTERED) && --suspending == 0) {
                    return;
                }
            }
        }
    }

    private static IllegalStateException heldAcrossYield(String monitor, String frame) {
        return new IllegalStateException(
                "monitor " + monitor + " is held across a yield, entered" + frame.stripTrailing()
                        + "; a consumer that enters it would never get it; yield outside of synchronized");
    }

    private static String stackOfCurrentThread() {
        String stack = ThreadPrint.stackOf(Thread.currentThread().threadId());
        if (stack == null) {
            throw new IllegalStateException(
                    "strict mode needs the diagnostic command Thread.print, which this JVM does not have or whose output"
                            + " does not show the current thread; run without -Dsexton.coroutine.strict");
        }
        return stack;
    }
}
