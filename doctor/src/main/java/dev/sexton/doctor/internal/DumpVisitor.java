package dev.sexton.doctor.internal;

import dev.sexton.doctor.UnusableDumpException;

/** Told what a dump contains, in the order of the file. {@code at} is where the record's content begins. */
interface DumpVisitor {
    default void string(long id, long at, long length) {}

    default void loadedClass(long serial, long classId, long nameId) {}

    default void frame(long id, long at) {}

    default void stackTrace(long serial, long at) {}

    /** An object that is reachable by itself; thread and frame are 0 where the kind has none. */
    default void root(RootKind kind, long id, long threadSerial, long frame) {}

    default void classDump(long id, long at) throws UnusableDumpException {}

    /** An instance whose fields take that many bytes. */
    default void instance(long id, long at, long classId, long bytes) throws UnusableDumpException {}

    default void objectArray(long id, long at) {}

    default void primitiveArray(long id, long at) {}
}
