package dev.sexton.cleanup.internal;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a cleanup was registered.
 *
 * @param site the innermost frame outside the library
 * @param creator the first frame further out that is neither of the site's class nor a constructor; the site if there is none or
 *     it was not asked for
 * @param closeable the name of the object's class if it can be closed by hand, else null
 */
record Origin(
        @Nullable StackTraceElement site,
        @Nullable StackTraceElement creator,
        @Nullable String closeable) {
    /** Tells frames of the library from frames of its users. */
    private static final String LIBRARY = "dev.sexton.cleanup.";

    private static final StackWalker STACK = StackWalker.getInstance();

    /** Of the cleanup that is being registered for this object by the calling thread. */
    static Origin of(Object object, boolean withCreator) {
        String closeable = object instanceof AutoCloseable ? object.getClass().getName() : null;
        return STACK.walk(frames -> of(frames, closeable, withCreator));
    }

    private static Origin of(Stream<StackWalker.StackFrame> stack, @Nullable String closeable, boolean withCreator) {
        Iterator<StackWalker.StackFrame> frames =
                stack.dropWhile(frame -> isOfTheLibrary(frame.getClassName())).iterator();
        if (!frames.hasNext()) {
            return new Origin(null, null, closeable);
        }
        StackWalker.StackFrame site = frames.next();
        StackWalker.StackFrame creator = site;
        if (withCreator) {
            while (frames.hasNext()) {
                StackWalker.StackFrame outer = frames.next();
                if (!outer.getClassName().equals(site.getClassName())
                        && !outer.getMethodName().equals("<init>")) {
                    creator = outer;
                    break;
                }
            }
        }
        return new Origin(site.toStackTraceElement(), creator.toStackTraceElement(), closeable);
    }

    /** Its own tests count as outside: they live in classes of other names. */
    private static boolean isOfTheLibrary(String className) {
        return className.startsWith(LIBRARY + "internal.")
                || className.equals(LIBRARY + "Cleanups")
                || className.equals(LIBRARY + "CleanupRuntime")
                || className.equals(LIBRARY + "Guarded")
                || className.equals("dev.sexton.foreign.SegmentCleanups");
    }
}
