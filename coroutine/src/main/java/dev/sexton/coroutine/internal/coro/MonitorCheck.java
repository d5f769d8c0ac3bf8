package dev.sexton.coroutine.internal.coro;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Strict mode: finds a monitor that a body holds while it yields. */
final class MonitorCheck {
    /*
     * Since JDK 24 a monitor no longer pins a continuation, so the JVM does not refuse to yield while one is held. The text of the
     * diagnostic command Thread.print lists the monitors of the current thread, virtual or not, by frame. It stops the JVM
     * for a fraction of a millisecond. (HotSpotDiagnosticMXBean.dumpThreads has the same facts, but can crash the JVM.)
     *
     * A monitor counts if it was entered in a frame of a body that the yield suspends. Each body begins with one frame of a method
     * `run` of a class that only calls bodies, which the callers name. The text ends after 1,024 frames; monitors entered deeper than
     * that are not found.
     */

    private static final String BODY_METHOD = "run";
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
        String firstOfBody = runner.getName() + "." + BODY_METHOD + "(";
        String frame = "";
        for (String line :
                (Iterable<String>) stackOfCurrentThread(threadPrint()).lines()::iterator) {
            Matcher locked = LOCKED.matcher(line);
            if (locked.matches()) {
                throw heldAcrossYield(locked.group(1), frame);
            }
            if (line.startsWith("\tat ")) {
                frame = line.replace('\t', ' ');
                if (frame.contains(firstOfBody) && --suspending == 0) {
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

    /** From the thread's heading to the empty line after its frames. */
    private static String stackOfCurrentThread(String dump) {
        Thread self = Thread.currentThread();
        String heading =
                self.isVirtual() ? "Mounted virtual thread #" + self.threadId() + "\n" : "\" #" + self.threadId() + " ";
        int begin = dump.indexOf(heading);
        if (begin < 0) {
            throw new IllegalStateException("strict mode cannot find the current thread in this JDK's output of"
                    + " Thread.print; run without -Dsexton.coroutine.strict");
        }
        int end = dump.indexOf("\n\n", begin);
        return dump.substring(begin, end < 0 ? dump.length() : end);
    }

    private static String threadPrint() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Object[] noOptions = {new String[0]};
        String[] signature = {String[].class.getName()};
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return (String) server.invoke(commands, "threadPrint", noOptions, signature);
        } catch (JMException e) {
            throw new IllegalStateException(
                    "strict mode needs the diagnostic command Thread.print, which this JVM does not have; run without"
                            + " -Dsexton.coroutine.strict",
                    e);
        }
    }
}
