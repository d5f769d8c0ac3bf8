package dev.sexton.cleanup.internal.work;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that outlive the code that happened to cause their start, and so hold on to nothing of it. */
public final class Threads {
    private Threads() {}

    /** Returns a factory of {@linkplain #detached detached} threads, all with the same name. */
    public static ThreadFactory named(String name) {
        return task -> detached(task, name);
    }

    /** Returns a factory of {@linkplain #detached detached} threads whose names end with numbers that count up from 1. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> detached(task, name + "-" + count.incrementAndGet());
    }

    /** Returns a thread of the factory, not yet started. */
    public static Thread make(ThreadFactory factory, Runnable task) {
        return Objects.requireNonNull(factory.newThread(task), "The thread factory made no thread");
    }

    /**
     * Returns a daemon in the topmost group, without the creator's class loader, thread-locals, or protection domains. Up to Java 23
     * a thread keeps the domains of its creator's stack, and so their class loaders.
     */
    @SuppressWarnings({"removal", "ThreadPriorityCheck"})
    public static Thread detached(Runnable task, String name) {
        AccessControlContext nothing = new AccessControlContext(new ProtectionDomain[0]);
        PrivilegedAction<Thread> make = () -> {
            Thread thread = new Thread(topmostGroup(), task, name, 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            thread.setPriority(Thread.NORM_PRIORITY);
            return thread;
        };
        return AccessController.doPrivileged(make, nothing);
    }

    private static ThreadGroup topmostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
