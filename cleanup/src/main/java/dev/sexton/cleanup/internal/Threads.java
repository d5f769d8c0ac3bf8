package dev.sexton.cleanup.internal;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that outlive whoever happened to cause their start, and so hold on to nothing of it. */
final class Threads {
    private Threads() {}

    static ThreadFactory factory(Engine.Settings settings, String role) {
        ThreadFactory given = settings.threadFactory();
        if (given != null) {
            return given;
        }
        String name = "sexton-" + settings.name() + "-" + role;
        boolean numbered = role.equals("worker");
        AtomicInteger count = new AtomicInteger();
        return task -> detached(task, numbered ? name + "-" + count.incrementAndGet() : name);
    }

    /** Makes and starts a thread. */
    static Thread start(ThreadFactory factory, Runnable task) {
        Thread thread = Objects.requireNonNull(factory.newThread(task), "The thread factory made no thread");
        thread.start();
        return thread;
    }

    /**
     * A daemon in the topmost group, without the creator's class loader, thread-locals, or protection domains. Up to Java 23 a
     * thread keeps the domains of its creator's stack, and so their class loaders.
     */
    @SuppressWarnings({"removal", "ThreadPriorityCheck"})
    static Thread detached(Runnable task, String name) {
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
