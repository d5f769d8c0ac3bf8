package dev.sexton.coroutine.internal.coro;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.coroutine.internal.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Deals with suspended coroutines that nobody can resume any more, because their handle has become unreachable. */
final class Abandonment {
    /*
     * The handle is the object of the API (Pull, Coroutine). The mechanism must never refer to it, and a cleanup's argument
     * is reachable until it runs. For a continuation the argument is only the text to report; the collector takes body and frames
     * like all objects, even if they refer to the handle, as in `this.pull = Pull.of(this::walk)`. A parked thread is never garbage:
     * it has to be unwound, and if its body refers to the handle, the handle never becomes unreachable.
     *
     * A confined body must not run on a worker, where its consumer's thread-locals and monitors are missing. Without
     * continuations there is no other way to end its thread, on which it has run all along; so there it is unwound and reported.
     */

    private static final String API = "dev.sexton.coroutine.";
    private static final Set<String> API_CLASSES =
            Set.of(API + "Pull", API + "Pull2", API + "Coroutine", API + "Seq", API + "Seq2");

    private Abandonment() {}

    /** Returns a cleanup that must be stopped when the body ends. */
    static Cleanup watch(Object handle, Coro coro) {
        if (!coro.isConfined()) {
            return Cleanups.add(handle, Coro::unwind, coro);
        }
        if (coro.sharesThread()) {
            return Cleanups.add(handle, Abandonment::reportDropped, coro.creationSite());
        }
        return Cleanups.add(handle, Abandonment::reportAndUnwind, coro);
    }

    private static void reportAndUnwind(Coro coro) {
        report(coro.creationSite(), "run late, on a thread of their own");
        coro.unwind();
    }

    private static void reportDropped(String site) {
        report(site, "do not run");
    }

    private static void report(String site, String consequence) {
        Logger logger = System.getLogger("dev.sexton.coroutine");
        logger.log(
                Level.WARNING,
                "A confined coroutine was abandoned: neither closed nor run to its end, so its finally blocks "
                        + consequence
                        + ". Close it, or use detached(...). Created at " + site);
    }

    /** For a coroutine that is being created: the innermost frame outside this library and the JDK's packages. */
    static String site() {
        if (!Settings.recordsSite()) {
            return "an unknown place; -Dsexton.cleanup.trackSites=true records it";
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
