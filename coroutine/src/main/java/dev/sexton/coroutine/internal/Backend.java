package dev.sexton.coroutine.internal;

/** Which fibers there are, decided once. */
final class Backend {
    private static final String PACKAGE = "jdk.internal.vm";

    /** Whether confined coroutines are continuations and a virtual thread can be pinned. */
    static final boolean CONTINUATIONS = isExported() && works();

    /** Checks that are too slow for production; see the package's Javadoc. */
    static final boolean STRICT = Boolean.getBoolean("sexton.coroutine.strict");

    private Backend() {}

    static String name() {
        return CONTINUATIONS ? "continuation" : "thread";
    }

    /** A fiber whose body counts as part of the thread that switches in. */
    static Fiber confined(Runnable body) {
        return CONTINUATIONS ? new ContinuationFiber(body) : new ThreadFiber(body, true);
    }

    /** A fiber that any thread may switch in. */
    static Fiber detached(Runnable body) {
        return new ThreadFiber(body, false);
    }

    /** The thread a confined coroutine that is advanced now belongs to. */
    static Thread logicalThread() {
        return CONTINUATIONS ? Thread.currentThread() : ThreadFiber.logicalThread();
    }

    static UnsupportedOperationException needsContinuations(String what) {
        Module self = Backend.class.getModule();
        String target = self.isNamed() ? self.getName() : "ALL-UNNAMED";
        return new UnsupportedOperationException(
                what + "; start java with --add-exports java.base/" + PACKAGE + "=" + target);
    }

    private static boolean isExported() {
        return Object.class.getModule().isExported(PACKAGE, Backend.class.getModule());
    }

    /** False on a virtual machine without continuations, where virtual threads are platform threads. */
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
