package dev.sexton.coroutine.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict mode: finds a monitor that a body holds while it yields. */
final class MonitorCheck {
    /*
     * Since JDK 24 a monitor no longer pins a continuation, so a yield cannot be refused for one, and nothing lists the
     * monitors of a virtual thread but the JSON thread dump, which gives them by stack depth. It costs milliseconds.
     *
     * A monitor counts if it was entered in a frame of a body that the yield suspends. Bodies are told by the frame of
     * Coro.run that each of them has: counted from the bottom, those up to the consumer's own belong to the consumer.
     */

    private static final String BODY = Coro.class.getName() + ".run(";

    /** A JSON string, whether it is a key, and a number if that is its value. */
    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(:)?\\s*(\\d+)?");

    private static final HotSpotDiagnosticMXBean DIAGNOSTICS =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private static final AtomicLong DUMPS = new AtomicLong();

    /** The frames of the stack, the innermost first. */
    private final List<String> frames = new ArrayList<>();

    private final List<Held> held = new ArrayList<>();

    private record Held(int frame, String monitor) {}

    private MonitorCheck() {}

    /** How many bodies the calling code is inside of, on this thread's stack. */
    static int bodiesOnStack() {
        String coro = Coro.class.getName();
        return StackWalker.getInstance().walk(frames -> (int) frames.filter(
                        f -> f.getMethodName().equals("run") && f.getClassName().equals(coro))
                .count());
    }

    /** Throws if a monitor is held by one of the bodies on this thread's stack, apart from so many at its bottom. */
    static void check(int enclosingBodies) {
        MonitorCheck thread = new MonitorCheck();
        thread.parse(dump());
        int suspended = thread.suspendedFrames(enclosingBodies);
        for (Held h : thread.held) {
            if (h.frame < suspended) {
                throw new IllegalStateException("monitor " + h.monitor + " is held across a yield, since "
                        + thread.frames.get(h.frame) + "; its consumer would wait for it for ever; yield outside of"
                        + " synchronized");
            }
        }
    }

    /** How many frames, from the top, end with the body that comes after so many at the bottom. */
    private int suspendedFrames(int enclosingBodies) {
        int enclosing = 0;
        int i = frames.size();
        while (i > 0) {
            if (frames.get(i - 1).contains(BODY)) {
                enclosing++;
                if (enclosing > enclosingBodies) {
                    break;
                }
            }
            i--;
        }
        return i;
    }

    /** Reads the part of a dump that is about the current thread. */
    private void parse(String dump) {
        int begin = dump.indexOf("\"tid\": \"" + Thread.currentThread().threadId() + "\"");
        if (begin < 0) {
            throw new IllegalStateException("strict mode does not find the current thread in a thread dump of this JDK;"
                    + " run without -Dsexton.coroutine.strict");
        }
        int end = dump.indexOf("\"tid\"", begin + 1);
        Matcher token = TOKEN.matcher(dump).region(begin, end < 0 ? dump.length() : end);
        String key = "";
        int depth = 0;
        while (token.find()) {
            if (token.group(2) != null) {
                key = token.group(1);
                depth = token.group(3) == null ? depth : Integer.parseInt(token.group(3));
            } else if (key.equals("stack")) {
                frames.add(token.group(1).replace("\\", ""));
            } else if (key.equals("locks")) {
                held.add(new Held(depth, token.group(1)));
            }
        }
    }

    private static String dump() {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "sexton-" + ProcessHandle.current().pid() + "-" + DUMPS.incrementAndGet() + ".json");
        try {
            try {
                DIAGNOSTICS.dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("strict mode cannot write a thread dump to java.io.tmpdir", e);
        }
    }
}
