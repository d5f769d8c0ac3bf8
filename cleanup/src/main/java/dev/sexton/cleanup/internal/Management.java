package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.CleanupStats;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Shows the runtime to JMX while its sweeper has a thread: an MBean refers to the runtime, and the MBean server to the MBean's
 * class and so to its loader, so one that stayed would keep both for ever. The thread pins them anyway while it lives. Called
 * by sweeper's threads alone, install now and then and remove as the last thing; where two threads overlap, the one that
 * goes on installs again.
 *
 * JMX is not started for this: it costs some 200 ms of processor time and 650 classes (adr/jmx-started-by-others), and starting it before the
 * application does disturbs those that choose its log manager or MBean server first. Whether it was started is a look at a list.
 *
 * All that needs the module java.management is in ManagedRuntime, which is loaded only here, since it may be missing.
 */
final class Management {
    /** Shows nothing. */
    static final Management NONE = new Management();

    private final String name;
    private final Supplier<CleanupStats> stats;
    private @Nullable Runnable removal;

    /** Whether the module is missing or the server has refused: then it is not tried again. */
    private boolean refused;

    Management(String name, Supplier<CleanupStats> stats) {
        this.name = name;
        this.stats = stats;
    }

    private Management() {
        this("", () -> {
            throw new IllegalStateException("nothing to show");
        });
        refused = true;
    }

    /** Registers the runtime if JMX has been started. Never throws: nobody's cleanup waits for JMX. */
    synchronized void install() {
        if (removal != null || refused) {
            return;
        }
        try {
            removal = ManagedRuntime.register(name, stats);
        } catch (LinkageError noManagementModule) {
            refused = true;
        } catch (Throwable unexpected) {
            refused = true;
            Log.notManaged(name, unexpected);
        }
    }

    synchronized void remove() {
        Runnable registered = removal;
        removal = null;
        if (registered != null) {
            try {
                registered.run();
            } catch (Throwable unexpected) {
                Log.notManaged(name, unexpected);
            }
        }
    }
}
