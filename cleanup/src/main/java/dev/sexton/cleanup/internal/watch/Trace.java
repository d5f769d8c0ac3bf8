package dev.sexton.cleanup.internal.watch;

/*
 * Whether the JDK's flight recorder is in use, and so whether anything is worth an event. Hot paths ask, where it is a read of a
 * plain field.
 *
 * It is not a constant, and the event classes are not touched before: the first event class that is initialized starts the flight
 * recorder's Java part, some 100 to 200 ms of processor time and 300 classes (adr/jfr-noticed-not-started). So the library looks
 * whether something else has started it, when a runtime is made and at each step of the sweeper, and that costs one class.
 *
 * All code that needs the module jdk.jfr is in Events, since the module may be missing.
 */
/** Tells whether the JDK's flight recorder is in use. */
public final class Trace {
    /**
     * Set once, and then true forever. Read without order: a thread that sees it late emits its first events late, and what it
     * does if it sees it is in classes that are initialized under a lock.
     */
    private static boolean on;

    private static boolean missing;

    private Trace() {}

    /** Returns whether the flight recorder is in use, as of the last {@link #refresh}. */
    public static boolean isOn() {
        return on;
    }

    /** Looks whether the flight recorder has been started. Cheap, and never throws. */
    public static void refresh() {
        if (!on && !missing) {
            try {
                if (Events.areWanted()) {
                    Events.initialize();
                    on = true;
                }
            } catch (LinkageError noFlightRecorder) {
                missing = true;
            } catch (VirtualMachineError noMemory) {
                // The next look may find some.
            }
        }
    }
}
