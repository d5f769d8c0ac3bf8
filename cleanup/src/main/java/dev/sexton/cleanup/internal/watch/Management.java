package dev.sexton.cleanup.internal.watch;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Registers the runtime with JMX and the flight recorder while its sweeper has a thread. A registration refers to the runtime, to
 * the library's classes, and so to their loader; one that was not removed would keep all of them forever. The thread pins them
 * anyway while it lives. Only sweepers' threads call this: they install now and then, and remove as the last thing; where two
 * threads overlap, the one that goes on installs again.
 *
 * This does not start JMX: that costs some 200 ms of processor time and 650 classes (adr/jmx-started-by-others), and an application
 * that chooses its log manager or MBean server must do so first. A look at a list tells whether JMX was started. For the flight
 * recorder see Trace.
 */
/** Shows a runtime to JMX and to the flight recorder. */
public final class Management {
    /** Shows nothing. */
    public static final Management NONE = new Management("", List.of());

    /** How long attributes are shown from one reading, in nanoseconds: adr/one-reading-serves-a-poll. */
    static final long SHARED_FOR = TimeUnit.MILLISECONDS.toNanos(50);

    private final String name;
    private final List<Channel> channels;

    /** Makes one that shows nothing until {@link #install}. */
    public Management(String name, Recent<RuntimeFigures> figures) {
        this(
                name,
                List.of(
                        () -> ManagedRuntime.register(name, () -> figures.get(SHARED_FOR)),
                        () -> Trace.isOn() ? Events.watchQueue(name, () -> figures.get(0)) : null));
    }

    /** Each registration returns its own removal, or null if it is too early. It fails to link where a module is missing. */
    Management(String name, List<Callable<@Nullable Runnable>> registrations) {
        this.name = name;
        this.channels = registrations.stream().map(Channel::new).toList();
    }

    /** Registers the runtime where that is possible by now. Never throws: cleanups are more important than this. */
    public synchronized void install() {
        Trace.refresh();
        for (Channel channel : channels) {
            channel.install(name);
        }
    }

    /** Shows the runtime no longer. */
    public synchronized void remove() {
        for (Channel channel : channels) {
            channel.remove(name);
        }
    }

    /** JMX or the flight recorder. */
    private static final class Channel {
        private final Callable<@Nullable Runnable> registration;

        private @Nullable Runnable removal;

        /** Whether the module is missing or the place has refused: then it is not tried again. */
        private boolean refused;

        Channel(Callable<@Nullable Runnable> registration) {
            this.registration = registration;
        }

        void install(String name) {
            if (removal != null || refused) {
                return;
            }
            try {
                removal = registration.call();
            } catch (LinkageError noSuchModule) {
                refused = true;
            } catch (VirtualMachineError noMemory) {
                // The next look may find some.
            } catch (Throwable unexpected) {
                refused = true;
                Log.notShown(name, unexpected);
            }
        }

        void remove(String name) {
            Runnable registered = removal;
            removal = null;
            if (registered != null) {
                try {
                    registered.run();
                } catch (Throwable unexpected) {
                    Log.notShown(name, unexpected);
                }
            }
        }
    }
}
