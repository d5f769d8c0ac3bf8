package dev.sexton.coroutine.internal.fiber;

import java.lang.System.Logger.Level;

/** Makes fibers. Whether continuations are among them is decided once, when this class is loaded. */
public final class Fibers {
    /*
     * A virtual thread is itself a continuation. If another one runs inside it, then on JDK 25 a stack trace taken from outside, or a
     * debugger's step, crashes the JVM, and all virtual threads whose bodies wait for a monitor keep their carriers. So a coroutine
     * that a virtual thread consumes has a thread of its own, with one exception: a locked thread's coroutine must stay on the OS
     * thread, which only a continuation does. See adr/coroutine-backends.md.
     */

    /** Whether there are confined coroutines on continuations, and whether a virtual thread can be pinned. */
    public static final boolean CONTINUATIONS = isExported() && works();

    private Fibers() {}

    /**
     * {@return a fiber whose body counts as part of the thread that switches in, for a coroutine that the current thread begins}
     *
     * @param body the body
     * @param locked whether the body must run on its consumer's OS thread
     */
    public static Fiber confined(Runnable body, boolean locked) {
        boolean nested = Thread.currentThread().isVirtual();
        return CONTINUATIONS && (locked || !nested) ? new ContinuationFiber(body) : new ThreadFiber(body, true);
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
        return ThreadFiber.logicalThread();
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
        return new UnsupportedOperationException(problem + "; start java with " + ExportOption.text());
    }

    private static boolean isExported() {
        if (isExportedTo(Fibers.class.getModule())) {
            return true;
        }
        if (isExportedTo(ClassLoader.getSystemClassLoader().getUnnamedModule())) {
            warn("java was started with " + ExportOption.text("ALL-UNNAMED")
                    + ", but this library is on the module path, so that" + " the option has no effect: write "
                    + ExportOption.text());
        }
        return false;
    }

    private static boolean isExportedTo(Module module) {
        return Object.class.getModule().isExported(ExportOption.PACKAGE, module);
    }

    /** False in a JVM without continuations, where virtual threads are platform threads. */
    private static boolean works() {
        try {
            Fiber probe = new ContinuationFiber(() -> {});
            probe.switchIn();
            return true;
        } catch (UnsupportedOperationException | LinkageError missing) {
            warn("java was started with " + ExportOption.text()
                    + ", but this JVM has no continuations that the library can" + " use (" + missing + ")");
            return false;
        }
    }

    private static void warn(String problem) {
        System.getLogger("dev.sexton.coroutine")
                .log(Level.WARNING, problem + ". Confined coroutines run on threads, which is slower.");
    }
}
