package dev.sexton.coroutine.internal.fiber;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out whether a consumer and the body for which it waits are in a deadlock. */
final class Deadlock {
    /*
     * The search goes from the body's thread to the thread for which it waits, and so on. A step is one of three:
     * - a monitor or a lock of java.util.concurrent: the JVM knows the owner, if both are platform threads;
     * - a class that another thread initializes: Thread.print names the class, and the other thread has a frame of <clinit>;
     * - a consumer that waits for its body's thread (see WaitWatch).
     * If the search comes to a thread where it has been before, none of these threads will ever go on, unless somebody interrupts
     * one. Where the JVM does not know the owner, the search ends.
     */

    private static final Pattern CLASS_INITIALIZATION =
            Pattern.compile("- waiting on the Class initialization monitor for (\\S+)");

    private final Thread consumer;
    private final Thread body;
    private final LongFunction<@Nullable Thread> awaited;

    Deadlock(Thread consumer, Thread body, LongFunction<@Nullable Thread> awaited) {
        this.consumer = consumer;
        this.body = body;
        this.awaited = awaited;
    }

    /** {@return what holds the body up for ever; null if it can go on, as far as one can tell} */
    @Nullable
    String find() {
        Map<Long, Edge> met = new HashMap<>();
        met.put(consumer.threadId(), new Edge("thread \"" + consumer.getName() + "\"", null, body.threadId()));
        long next = body.threadId();
        @Nullable Edge blocked = null;
        while (!met.containsKey(next)) {
            Edge edge = edge(next);
            if (edge == null) {
                return null;
            }
            if (blocked == null && edge.lock != null) {
                blocked = edge;
            }
            met.put(next, edge);
            next = edge.next;
        }
        return blocked == null ? null : describe(blocked, met);
    }

    private String describe(Edge blocked, Map<Long, Edge> met) {
        Edge holder = met.get(blocked.next);
        return "the body can never go on: " + blocked.waiter + " waits for " + blocked.lock + ", held by "
                + (holder == null ? "another thread" : holder.waiter)
                + ", which waits for the body. Release it before you advance or close, or take it in the body only; a"
                + " confined coroutine of a platform thread runs in its consumer's thread, and gets it, if java is started"
                + " with " + ExportOption.text()
                + ". The body now runs on alone, to its next yield, which tells it to end";
    }

    /** A thread that waits for the next one. The lock is null if it waits for its coroutine's body. */
    private record Edge(String waiter, @Nullable String lock, long next) {}

    /** Returns null if the thread does not wait, or nobody knows for whom. */
    private @Nullable Edge edge(long thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread); // Null for a virtual thread.
        String name = info == null ? "virtual thread #" + thread : "thread \"" + info.getThreadName() + "\"";
        Thread other = awaited.apply(thread);
        if (other != null) {
            return new Edge(name, null, other.threadId());
        }
        if (info == null || info.getThreadState() == Thread.State.RUNNABLE) {
            return classInitialization(name, thread);
        }
        LockInfo lock = info.getLockInfo();
        return lock == null || info.getLockOwnerId() < 0
                ? null
                : new Edge(name, lock.toString(), info.getLockOwnerId());
    }

    private @Nullable Edge classInitialization(String waiter, long thread) {
        String stack = ThreadPrint.stackOf(thread);
        Matcher initialized = CLASS_INITIALIZATION.matcher(stack == null ? "" : stack);
        if (!initialized.find()) {
            return null;
        }
        String name = initialized.group(1);
        Map<Thread, StackTraceElement[]> stacks = new HashMap<>(Thread.getAllStackTraces()); // Of platform threads.
        stacks.put(consumer, consumer.getStackTrace());
        for (Map.Entry<Thread, StackTraceElement[]> entry : stacks.entrySet()) {
            if (initializes(name, entry.getValue())) {
                return new Edge(
                        waiter,
                        "the initialization of class " + name,
                        entry.getKey().threadId());
            }
        }
        return null;
    }

    private static boolean initializes(String className, StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getMethodName().equals("<clinit>")
                        && frame.getClassName().equals(className));
    }
}
