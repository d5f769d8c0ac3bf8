package dev.sexton.coroutine.internal.fiber;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** What the diagnostic command Thread.print tells about one thread: its frames, and the monitors that it holds or waits for. */
public final class ThreadPrint {
    /*
     * The command stops the JVM for a fraction of a millisecond. It prints platform threads and mounted virtual threads, at most 1,024
     * frames of each. (HotSpotDiagnosticMXBean.dumpThreads has the same facts, but can crash the JVM.)
     */

    private ThreadPrint() {}

    /**
     * {@return the lines about a thread, from its heading to the line after its frames; null if this JVM has no such command or does
     * not print the thread}
     *
     * @param threadId the thread's identifier
     */
    public static @Nullable String stackOf(long threadId) {
        String dump = dump();
        if (dump == null) {
            return null;
        }
        Matcher heading = Pattern.compile("(?m)^ *Mounted virtual thread #" + threadId + "$|^\".*\" #" + threadId + " ")
                .matcher(dump);
        if (!heading.find()) {
            return null;
        }
        int end = dump.indexOf("\n\n", heading.start());
        return dump.substring(heading.start(), end < 0 ? dump.length() : end);
    }

    private static @Nullable String dump() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Object[] noOptions = {new String[0]};
        String[] signature = {String[].class.getName()};
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return (String) server.invoke(commands, "threadPrint", noOptions, signature);
        } catch (JMException e) {
            return null;
        }
    }
}
