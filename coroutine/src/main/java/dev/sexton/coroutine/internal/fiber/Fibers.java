package dev.sexton.coroutine.internal.fiber;

/** Makes fibers. Their kind is decided once, when this class is loaded. */
public final class Fibers {
    private static final String PACKAGE = "jdk.internal.vm";

    /** Whether confined coroutines are continuations and a virtual thread can be pinned. */
    public static final boolean CONTINUATIONS = isExported() && works();

    private Fibers() {}

    /**
     * {@return a fiber whose body counts as part of the thread that switches in}
     *
     * @param body the body
     */
    public static Fiber confined(Runnable body) {
        return CONTINUATIONS ? new ContinuationFiber(body) : new ThreadFiber(body, true);
    }

    /**
     * {@return a fiber that any thread may switch in}
     *
     * @param body the body
     */
    public static Fiber detached(Runnable body) {
        return new ThreadFiber(body, false);
    }

    /**
     * {@return the thread that the calling code runs for: its consumer's if it is the body of a confined fiber}
     */
    public static Thread logicalThread() {
        return CONTINUATIONS ? Thread.currentThread() : ThreadFiber.logicalThread();
    }

    /** Keeps the current virtual thread on its carrier. Needs {@link #CONTINUATIONS}. */
    public static void pinThread() {
        ContinuationFiber.pinThread();
    }

    /**
     * Undoes {@link #pinThread}, provided that the innermost continuation is still the one that was pinned.
     *
     * @return whether it was
     */
    public static boolean unpinThread() {
        return ContinuationFiber.unpinThread();
    }

    /**
     * {@return the exception for what cannot be done without continuations; its message ends with the option that is missing}
     *
     * @param problem the first part of the message
     */
    public static UnsupportedOperationException needsContinuations(String problem) {
        Module self = Fibers.class.getModule();
        String target = self.isNamed() ? self.getName() : "ALL-UNNAMED";
        return new UnsupportedOperationException(
                problem + "; start java with --add-exports java.base/" + PACKAGE + "=" + target);
    }

    private static boolean isExported() {
        return Object.class.getModule().isExported(PACKAGE, Fibers.class.getModule());
    }

    /** False in a JVM without continuations, where virtual threads are platform threads. */
    private static boolean works() {
        try {
            Fiber probe = new ContinuationFiber(() -> {});
            probe.switchIn();
            return true;
        } catch (UnsupportedOperationException | LinkageError missing) {
            return false;
        }
    }
}
