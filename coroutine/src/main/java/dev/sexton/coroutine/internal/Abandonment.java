package dev.sexton.coroutine.internal;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** What happens to a suspended coroutine that nobody can resume any more, because its handle has become unreachable. */
final class Abandonment {
    /*
     * The handle is the object of the API (Pull, Coroutine): the mechanism must never refer to it, and a cleanup's argument
     * is reachable until it runs. For a continuation the argument is no more than what to report; body and frames go the
     * way of all objects even if they refer to the handle, as in `this.pull = Pull.of(this::walk)`. A thread that is parked
     * is never garbage: it has to be unwound, and if its body refers to the handle, that never becomes unreachable.
     *
     * A confined body must not run on a worker, where its consumer's thread-locals and monitors are missing. Without
     * continuations there is no other way to end its thread, on which it has run all along; it is reported all the same.
     */

    /** The same switch as that of cleanups, for the same purpose. */
    private static final boolean TRACK_SITES = Boolean.getBoolean("sexton.cleanup.trackSites");

    private static final String API = "dev.sexton.coroutine.";
    private static final Set<String> API_CLASSES =
            Set.of(API + "Pull", API + "Pull2", API + "Coroutine", API + "Seq", API + "Seq2");

    private Abandonment() {}

    /** The returned cleanup is to be stopped when the body ends. */
    static Cleanup watch(Object handle, Coro coro) {
        if (!coro.isConfined()) {
            return Cleanups.add(handle, Coro::unwind, coro);
        }
        if (Backend.CONTINUATIONS) {
            return Cleanups.add(handle, Abandonment::report, coro.creationSite());
        }
        return Cleanups.add(handle, Abandonment::reportAndUnwind, coro);
    }

    private static void reportAndUnwind(Coro coro) {
        report(coro.creationSite());
        coro.unwind();
    }

    private static void report(String site) {
        Logger logger = System.getLogger("dev.sexton.coroutine");
        logger.log(
                Level.WARNING,
                "A confined coroutine was abandoned: neither closed nor run to its end, so its finally blocks "
                        + (Backend.CONTINUATIONS ? "do not run" : "run late, on a thread of their own")
                        + ". Close it, or use detached(...). Created at " + site);
    }

    /** For a coroutine that is being created: the innermost frame outside this library and the JDK's. */
    static String site() {
        if (!TRACK_SITES) {
            return "an unknown place; -Dsexton.cleanup.trackSites=true tells";
        }
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isPassedThrough(frame.getClassName()))
                        .findFirst()
                        .map(Object::toString)
                        .orElse("an unknown place"));
    }

    private static boolean isPassedThrough(String className) {
        return className.startsWith("java.")
                || className.startsWith(API + "internal.")
                || API_CLASSES.contains(className);
    }
}
