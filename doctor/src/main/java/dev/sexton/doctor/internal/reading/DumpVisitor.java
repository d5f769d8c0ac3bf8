package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.UnusableDumpException;

/** Receives the content of a dump, in the order of the file. {@code at} is the place at which the record's content begins. */
public interface DumpVisitor {
    default void string(long id, long at, long length) {}

    default void loadedClass(long serial, long classId, long nameId) {}

    default void frame(long id, long at) {}

    default void stackTrace(long serial, long at) {}

    /** Receives an object that is reachable by itself; thread and frame are 0 where the kind has none. */
    default void root(RootKind kind, long id, long threadSerial, long frame) {}

    default void classDump(long id, long at) throws UnusableDumpException {}

    /** Receives an instance whose fields take this number of bytes. */
    default void instance(long id, long at, long classId, long bytes) throws UnusableDumpException {}

    default void objectArray(long id, long at) {}

    default void primitiveArray(long id, long at) {}
}
