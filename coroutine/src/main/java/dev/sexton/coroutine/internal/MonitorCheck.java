package dev.sexton.coroutine.internal;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Strict mode: finds a monitor that a body holds while it yields. */
final class MonitorCheck {
    /*
     * Since JDK 24 a monitor no longer pins a continuation, so a yield is not refused for one. What lists the monitors of
     * the current thread, virtual or not, by frame, is the text of the diagnostic command Thread.print. It stops the JVM
     * for a fraction of a millisecond. (HotSpotDiagnosticMXBean.dumpThreads would tell as much, but can crash the JVM.)
     *
     * A monitor counts if it was entered in a frame of a body that the yield suspends. Each body has a frame of Coro.run.
     * The text ends after 1,024 frames; what is deeper is not looked at.
     */

    private static final String BODY_CLASS = Coro.class.getName();
    private static final String BODY_METHOD = "run";
    private static final Pattern LOCKED = Pattern.compile("\\s*- locked (<\\w+> \\(a .+\\))");

    private MonitorCheck() {}

    /** How many bodies the calling code is inside of, on this thread's stack. */
    static int bodiesOnStack() {
        return StackWalker.getInstance()
                .walk(frames ->
                        (int) frames.filter(frame -> frame.getMethodName().equals(BODY_METHOD)
                                        && frame.getClassName().equals(BODY_CLASS))
                                .count());
    }

    /** Throws if a monitor is held by one of the bodies on this thread's stack, apart from so many at its bottom. */
    static void check(int enclosingBodies) {
        int suspending = bodiesOnStack() - enclosingBodies;
        String frame = "";
        for (String line :
                (Iterable<String>) stackOfCurrentThread(threadPrint()).lines()::iterator) {
            Matcher locked = LOCKED.matcher(line);
            if (locked.matches()) {
                throw new IllegalStateException("monitor " + locked.group(1) + " is held across a yield, entered"
                        + frame.stripTrailing() + "; its consumer would wait for it for ever; yield outside of"
                        + " synchronized");
            }
            if (line.startsWith("\tat ")) {
                frame = line.replace('\t', ' ');
                if (frame.contains(BODY_CLASS + "." + BODY_METHOD + "(") && --suspending == 0) {
                    return;
                }
            }
        }
    }

    /** From the thread's heading to the empty line after its frames. */
    private static String stackOfCurrentThread(String dump) {
        Thread self = Thread.currentThread();
        String heading =
                self.isVirtual() ? "Mounted virtual thread #" + self.threadId() + "\n" : "\" #" + self.threadId() + " ";
        int begin = dump.indexOf(heading);
        if (begin < 0) {
            throw new IllegalStateException("strict mode does not find the current thread in what this JDK prints for"
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
