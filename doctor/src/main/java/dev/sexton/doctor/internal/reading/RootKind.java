package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.Root.Kind;

/** Why the JVM keeps an object without any other object's reference, in the order of the format's numbers. */
public enum RootKind {
    UNKNOWN(Kind.UNKNOWN, true),
    JNI_GLOBAL(Kind.JNI_GLOBAL, true),
    JNI_LOCAL(Kind.JNI_LOCAL, false),
    JAVA_FRAME(Kind.LOCAL_VARIABLE, false),
    NATIVE_STACK(Kind.NATIVE_STACK, false),
    STICKY_CLASS(Kind.SYSTEM_CLASS, true),
    THREAD_BLOCK(Kind.THREAD_BLOCK, false),
    MONITOR(Kind.MONITOR, false),
    THREAD(Kind.THREAD, true);

    private static final RootKind[] BY_TAG = values();
    private static final int UNKNOWN_TAG = 0xff;

    public final Kind kind;

    /** Whether the object is reachable for everybody, for long; the others are held by a method that will return. */
    public final boolean lasting;

    RootKind(Kind kind, boolean lasting) {
        this.kind = kind;
        this.lasting = lasting;
    }

    static boolean isTag(int tag) {
        return tag == UNKNOWN_TAG || (tag > 0 && tag < BY_TAG.length);
    }

    static RootKind ofTag(int tag) {
        return tag == UNKNOWN_TAG ? UNKNOWN : BY_TAG[tag];
    }

    /** Returns how many bytes follow the object's id. */
    int rest(int idSize) {
        return switch (this) {
            case UNKNOWN, STICKY_CLASS, MONITOR -> 0;
            case JNI_GLOBAL -> idSize;
            case NATIVE_STACK, THREAD_BLOCK -> 4;
            case JNI_LOCAL, JAVA_FRAME, THREAD -> 8;
        };
    }
}
