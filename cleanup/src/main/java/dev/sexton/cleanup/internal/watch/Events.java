package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.internal.slots.Special;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.SettingControl;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder's events. To be used only where {@link Trace#isOn}: initializing one of the event classes starts the
 * recorder's Java part. Each method checks whether a recording wants its event.
 */
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
public final class Events {
    private Events() {}

    static boolean areWanted() {
        return FlightRecorder.isInitialized();
    }

    /**
     * Initializes the event classes, so that it is not a registration that does. The recorder keeps, up to Java 23, the protection
     * domains of the frames in which an event class with a setting is initialized: the caller's class loader could never be unloaded.
     */
    @SuppressWarnings("removal")
    static void initialize() {
        PrivilegedAction<List<Event>> touch =
                () -> List.of(new Registration(), new Sweep(), new Run(), new Failure(), new Queue(), new LeakFound());
        AccessController.doPrivileged(touch, new AccessControlContext(new ProtectionDomain[0]));
    }

    @Name("dev.sexton.cleanup.Registration")
    @Label("Cleanup Registration")
    @Category({"Sexton", "Cleanups"})
    @Description(
            "A cleanup was registered; the stack trace says where. One in as many as the setting says, taken at random")
    static final class Registration extends Event {
        private static final Registration PROBE = new Registration();

        @Label("Runtime")
        String runtime = "";

        @Label("Object Class")
        Class<?> objectClass = Object.class;

        @SettingDefinition
        @Name("oneIn")
        @Label("One In")
        @Description("Record one of this many registrations; 1 for all")
        boolean oneIn(OneIn control) {
            return control.isDue();
        }
    }

    /** A whole number, as text. If recordings differ, the setting with the most events holds for all of them. */
    static final class OneIn extends SettingControl {
        private static final int DEFAULT = 1000;

        private volatile int oneIn = DEFAULT;

        @Override
        public String combine(Set<String> wishes) {
            return Integer.toString(wishes.stream().mapToInt(OneIn::parse).min().orElse(DEFAULT));
        }

        @Override
        public void setValue(String value) {
            oneIn = parse(value);
        }

        @Override
        public String getValue() {
            return Integer.toString(oneIn);
        }

        boolean isDue() {
            int n = oneIn;
            return n == 1 || ThreadLocalRandom.current().nextInt(n) == 0;
        }

        private static int parse(String value) {
            try {
                return Math.max(1, Integer.parseInt(value.strip()));
            } catch (NumberFormatException notANumber) {
                return DEFAULT; // a setting must not throw, or the recording does not start
            }
        }
    }

    @Name("dev.sexton.cleanup.Sweep")
    @Label("Cleanup Sweep")
    @Category({"Sexton", "Cleanups"})
    @Description("A search for dead objects")
    @StackTrace(false)
    static final class Sweep extends Event {
        @Label("Runtime")
        String runtime = "";

        @Label("Spans")
        @Description("Those looked at, each with places for 256 cleanups")
        long spans;

        @Label("Queued")
        @Description("Cleanups whose object was found dead")
        long queued;
    }

    @Name("dev.sexton.cleanup.Run")
    @Label("Cleanup Run")
    @Category({"Sexton", "Cleanups"})
    @Description("A worker ran a cleanup, for longer than the threshold")
    @Threshold("20 ms")
    @StackTrace(false)
    static final class Run extends Event {
        private static final Run PROBE = new Run();

        @Label("Runtime")
        String runtime = "";

        @Label("Action Class")
        @Nullable
        Class<?> actionClass;

        @Label("Registered At")
        @Description("If the runtime tracks sites")
        @Nullable
        String site;
    }

    @Name("dev.sexton.cleanup.Failure")
    @Label("Cleanup Failure")
    @Category({"Sexton", "Cleanups"})
    @Description("A cleanup threw on a worker")
    @StackTrace(false)
    static final class Failure extends Event {
        @Label("Runtime")
        String runtime = "";

        @Label("Action Class")
        @Nullable
        Class<?> actionClass;

        @Label("Registered At")
        @Description("If the runtime tracks sites")
        @Nullable
        String site;

        @Label("Thrown Class")
        Class<?> thrownClass = Throwable.class;

        @Label("Message")
        @Nullable
        String message;
    }

    @Name("dev.sexton.cleanup.Queue")
    @Label("Cleanup Queue")
    @Category({"Sexton", "Cleanups"})
    @Description("What a runtime has to do")
    @Period("1 s")
    @StackTrace(false)
    static final class Queue extends Event {
        @Label("Runtime")
        String runtime = "";

        @Label("Live")
        long live;

        @Label("Waiting")
        @Description("Cleanups queued and not yet run to the end")
        long waiting;

        @Label("Workers")
        int workers;

        @Label("Running Workers")
        int running;
    }

    @Name("dev.sexton.cleanup.Leak")
    @Label("Cleanup Leak")
    @Category({"Sexton", "Cleanups"})
    @Description("Objects of one place that could have been closed by hand were left to the collector")
    @StackTrace(false)
    static final class LeakFound extends Event {
        @Label("Runtime")
        String runtime = "";

        @Label("Object Class")
        String objectClass = "";

        @Label("Made At")
        String creator = "";

        @Label("Registered At")
        String site = "";

        @Label("Count")
        @Description("Since the last report of this place")
        long count;

        @Label("Total")
        long total;
    }

    /** Never throws: the cleanup is registered by now, and an add that throws must not have registered one. */
    public static void registered(String runtime, Object object) {
        try {
            if (Registration.PROBE.isEnabled()) {
                Registration event = new Registration();
                event.runtime = runtime;
                event.objectClass = object.getClass();
                event.commit(); // which asks the setting
            }
        } catch (Throwable noMemory) {
            // One registration less in the recording.
        }
    }

    /** Returns the sweep that begins now, for {@link #swept}. */
    public static Object sweeping() {
        Sweep event = new Sweep();
        event.begin();
        return event;
    }

    /** Ends the event that {@link #sweeping} began. */
    public static void swept(Object sweeping, String runtime, long spans, long queued) {
        Sweep event = (Sweep) sweeping;
        event.runtime = runtime;
        event.spans = spans;
        event.queued = queued;
        event.commit();
    }

    static boolean areRunsWanted() {
        return Run.PROBE.isEnabled();
    }

    /** Returns the run that begins now, for {@link #ran}; it holds the class and the site, which a special drops when it has run. */
    static Object running(String runtime, Special special) {
        Run event = new Run();
        event.runtime = runtime;
        event.actionClass = classOf(special.userAction());
        event.site = string(special.call());
        event.begin();
        return event;
    }

    static void ran(Object running) {
        ((Run) running).commit();
    }

    static void failed(String runtime, Special special, Throwable thrown) {
        Failure event = new Failure();
        if (event.isEnabled()) {
            event.runtime = runtime;
            event.actionClass = classOf(special.userAction());
            event.site = string(special.call());
            event.thrownClass = thrown.getClass();
            event.message = thrown.getMessage();
            event.commit();
        }
    }

    static void leaked(LeakReport leak) {
        LeakFound event = new LeakFound();
        event.runtime = leak.runtime();
        event.objectClass = leak.type();
        event.creator = leak.creator().toString();
        event.site = leak.site().toString();
        event.count = leak.count();
        event.total = leak.total();
        event.commit();
    }

    /** Lets the recorder ask for the depth of the queue from now on, until the returned task is run. */
    static Runnable watchQueue(String runtime, Supplier<RuntimeFigures> figures) {
        Runnable hook = () -> {
            RuntimeFigures now = figures.get();
            Queue event = new Queue();
            event.runtime = runtime;
            event.live = now.cleanups().live();
            event.waiting = now.cleanups().waiting();
            event.workers = now.workers().existing();
            event.running = now.workers().running();
            event.commit();
        };
        Runnable removal = () -> FlightRecorder.removePeriodicEvent(hook); // made first: nothing may fail afterwards
        FlightRecorder.addPeriodicEvent(Queue.class, hook);
        return removal;
    }

    private static @Nullable Class<?> classOf(@Nullable Object action) {
        return action == null ? null : action.getClass();
    }

    private static @Nullable String string(@Nullable StackTraceElement call) {
        return call == null ? null : call.toString();
    }
}
