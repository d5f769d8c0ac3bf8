package dev.sexton.cleanup.internal.site;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place where a cleanup was registered.
 *
 * @param call the innermost frame outside the library: the line that called {@code add}
 * @param creator the first frame further out that is neither in the class of {@code call} nor a constructor; the same as {@code call}
 *     if there is none or if it was not asked for
 * @param closeable the name of the object's class if the object can be closed by hand, else null
 */
public record RegistrationSite(
        @Nullable StackTraceElement call,
        @Nullable StackTraceElement creator,
        @Nullable String closeable) {
    /** Tells frames of the library from frames of its users. */
    private static final String LIBRARY = "dev.sexton.cleanup.";

    private static final StackWalker STACK = StackWalker.getInstance();

    /** Returns the site of the registration for this object that the calling thread is making. */
    static RegistrationSite of(Object object, boolean withCreator) {
        String closeable = object instanceof AutoCloseable ? object.getClass().getName() : null;
        return STACK.walk(frames -> of(frames, closeable, withCreator));
    }

    private static RegistrationSite of(
            Stream<StackWalker.StackFrame> stack, @Nullable String closeable, boolean withCreator) {
        Iterator<StackWalker.StackFrame> frames =
                stack.dropWhile(frame -> isOfTheLibrary(frame.getClassName())).iterator();
        if (!frames.hasNext()) {
            return new RegistrationSite(null, null, closeable);
        }
        StackWalker.StackFrame call = frames.next();
        StackWalker.StackFrame creator = withCreator ? creator(call, frames) : call;
        return new RegistrationSite(call.toStackTraceElement(), creator.toStackTraceElement(), closeable);
    }

    private static StackWalker.StackFrame creator(
            StackWalker.StackFrame call, Iterator<StackWalker.StackFrame> furtherOut) {
        while (furtherOut.hasNext()) {
            StackWalker.StackFrame frame = furtherOut.next();
            if (!frame.getClassName().equals(call.getClassName())
                    && !frame.getMethodName().equals("<init>")) {
                return frame;
            }
        }
        return call;
    }

    /** Names the classes: the library's own tests live in classes with other names, and count as outside. */
    private static boolean isOfTheLibrary(String className) {
        return className.startsWith(LIBRARY + "internal.")
                || className.equals(LIBRARY + "Cleanups")
                || className.equals(LIBRARY + "CleanupRuntime")
                || className.equals(LIBRARY + "Guarded")
                || className.equals("dev.sexton.foreign.SegmentCleanups");
    }
}
