package dev.sexton.doctor.internal;

/** Why the JVM keeps an object without any other object's reference. The names in words continue "held by". */
enum RootKind {
    UNKNOWN("the JVM itself", true),
    JNI_GLOBAL("a global reference of native code", true),
    JNI_LOCAL("a local reference of native code", false),
    JAVA_FRAME("a local variable", false),
    NATIVE_STACK("a native stack frame", false),
    STICKY_CLASS("a class of the system", true),
    THREAD_BLOCK("a thread's stack", false),
    MONITOR("a monitor that is locked or waited for", false),
    THREAD("a live thread", true);

    private static final RootKind[] BY_TAG = values();
    private static final int UNKNOWN_TAG = 0xff;

    final String words;

    /** Reachable for everybody, for long; the others are held by a method that will return. */
    final boolean lasting;

    RootKind(String words, boolean lasting) {
        this.words = words;
        this.lasting = lasting;
    }

    static boolean isTag(int tag) {
        return tag == UNKNOWN_TAG || (tag > 0 && tag < BY_TAG.length);
    }

    static RootKind ofTag(int tag) {
        return tag == UNKNOWN_TAG ? UNKNOWN : BY_TAG[tag];
    }

    /** How many bytes follow the object's id. */
    int rest(int idSize) {
        return switch (this) {
            case UNKNOWN, STICKY_CLASS, MONITOR -> 0;
            case JNI_GLOBAL -> idSize;
            case NATIVE_STACK, THREAD_BLOCK -> 4;
            case JNI_LOCAL, JAVA_FRAME, THREAD -> 8;
        };
    }
}
