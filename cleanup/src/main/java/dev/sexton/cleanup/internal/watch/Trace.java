package dev.sexton.cleanup.internal.watch;

/*
 * Whether the JDK's flight recorder is in use, and so whether anything is worth an event. Asked on hot paths, where it is a read
 * of a plain field.
 *
 * Not a constant, and the event classes are not touched before: the first event class that is initialized starts the flight
 * recorder's Java part, some 100 to 200 ms of processor time and 300 classes (adr/jfr-noticed-not-started). So the library looks
 * whether somebody else has started it, when a runtime is made and at each of the sweeper's turns, and that costs one class.
 *
 * All that needs the module jdk.jfr is in Events, since it may be missing.
 */
/** Tells whether the JDK's flight recorder is in use. */
public final class Trace {
    /**
     * Set once, and then true for ever. Read without order: a thread that sees it late emits its first events late, and what it
     * does if it sees it is in classes that are initialized under a lock.
     */
    private static boolean on;

    private static boolean missing;

    private Trace() {}

    /** Returns whether the flight recorder is in use, as of the last {@link #look}. */
    public static boolean isOn() {
        return on;
    }

    /** Looks whether the flight recorder has been started. Cheap, and never throws. */
    public static void look() {
        if (!on && !missing) {
            try {
                on = Events.areWanted();
            } catch (LinkageError noFlightRecorder) {
                missing = true;
            }
        }
    }
}
