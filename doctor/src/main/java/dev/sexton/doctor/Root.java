package dev.sexton.doctor;

import java.util.Optional;

/**
 * Why the JVM keeps an object without any other object's reference.
 *
 * @param kind what kind of root it is
 * @param thread the name of the thread to which it belongs, where there is one
 * @param frame the method whose local variable it is, where that is known
 * @since 0.2.0
 */
public record Root(Kind kind, Optional<String> thread, Optional<StackTraceElement> frame) {
    /**
     * The kinds of roots.
     *
     * @since 0.2.0
     */
    public enum Kind {
        /** Known to the JVM alone. */
        UNKNOWN("the JVM itself"),
        /** A global reference of native code. */
        JNI_GLOBAL("a global reference of native code"),
        /** A local reference of native code. */
        JNI_LOCAL("a local reference of native code"),
        /** A local variable of a method that has not returned. */
        LOCAL_VARIABLE("a local variable"),
        /** A native stack frame. */
        NATIVE_STACK("a native stack frame"),
        /** A class that is never unloaded. */
        SYSTEM_CLASS("a class of the system"),
        /** A thread's stack. */
        THREAD_BLOCK("a thread's stack"),
        /** A monitor that is locked or waited for. */
        MONITOR("a monitor that is locked or waited for"),
        /** A thread that has not ended. */
        THREAD("a live thread");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** {@return the root in words, such as {@code a local variable of thread "main" in com.acme.Main.run(Main.java:12)}} */
    @Override
    public String toString() {
        String ofThread = kind == Kind.THREAD
                ? ""
                : thread.map(name -> " of thread \"" + name + '"').orElse("");
        return kind + ofThread + frame.map(method -> " in " + method).orElse("");
    }
}
