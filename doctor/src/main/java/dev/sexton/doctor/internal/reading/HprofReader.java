package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.nio.charset.StandardCharsets;

/*
 * Walks over a dump in the HPROF binary format and passes each record to a visitor. It compares each length and count with the
 * rest of the file before it reads on, so a visitor that reads a record stays inside the file, and a damaged dump costs no more
 * than its size.
 *
 *     "JAVA PROFILE 1.0.2\0", bytes in an id (u4), time (u8), then records: tag (u1), time (u4), length (u4), content.
 *     The heap is the content of HEAP_DUMP_SEGMENT records (one HEAP_DUMP in older dumps), with a HEAP_DUMP_END after the
 *     last one: roots, classes, instances and arrays, each with a tag of its own.
 */
public final class HprofReader {
    private static final String MAGIC = "JAVA PROFILE 1.0.";
    private static final int GZIP = 0x1f8b;

    private static final int STRING = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int FRAME = 0x04;
    private static final int TRACE = 0x05;
    private static final int HEAP_DUMP = 0x0c;
    private static final int HEAP_DUMP_SEGMENT = 0x1c;
    private static final int HEAP_DUMP_END = 0x2c;

    public static final int CLASS_DUMP = 0x20;
    public static final int INSTANCE_DUMP = 0x21;
    public static final int OBJECT_ARRAY_DUMP = 0x22;
    public static final int PRIMITIVE_ARRAY_DUMP = 0x23;

    /** The type of a field that refers to an object; the others are primitive. */
    static final int OBJECT = 2;

    private final MappedFile file;
    private final int idSize;
    private final long firstRecord;

    public HprofReader(MappedFile file) throws UnusableDumpException {
        this.file = file;
        long end = endOfMagic(file);
        require(end + 12 <= file.size(), "it ends within its header");
        this.idSize = file.s4(end);
        require(idSize == 4 || idSize == 8, "its header says that identifiers have " + idSize + " bytes");
        this.firstRecord = end + 12;
    }

    private static long endOfMagic(MappedFile file) throws UnusableDumpException {
        if (file.size() >= 2 && file.u2(0) == GZIP) {
            throw new UnusableDumpException(
                    "the file is compressed: unpack it first (gunzip), then examine what comes out");
        }
        if (file.size() < MAGIC.length() + 2
                || !new String(file.bytes(0, MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new UnusableDumpException(
                    "the file is not a heap dump in HPROF format: make one with jcmd <pid> GC.heap_dump <file>");
        }
        int version = file.u1(MAGIC.length());
        if (version != '1' && version != '2') {
            throw new UnusableDumpException("the file is a dump of Android's (version 1.0." + (char) version
                    + "): convert it with hprof-conv, then examine what comes out");
        }
        return MAGIC.length() + 2L;
    }

    public int idSize() {
        return idSize;
    }

    public long id(long at) {
        return idSize == 8 ? file.s8(at) : file.u4(at);
    }

    /** Returns the bytes of a value of a field's type, or 0 if there is no such type. */
    public int sizeOf(int type) {
        return switch (type) {
            case OBJECT -> idSize;
            case 4, 8 -> 1;
            case 5, 9 -> 2;
            case 6, 10 -> 4;
            case 7, 11 -> 8;
            default -> 0;
        };
    }

    /** Walks over the whole file. */
    public void read(DumpVisitor visitor, String phase, Progress progress) throws UnusableDumpException {
        Percent percent = new Percent(phase, file.size(), progress);
        boolean heap = false;
        boolean open = false;
        long at = firstRecord;
        while (at < file.size()) {
            require(at + 9 <= file.size(), "it ends within a record's header");
            int tag = file.u1(at);
            long end = at + 9 + file.u4(at + 5);
            if (end > file.size()) {
                throw damaged("it ends within a record, at byte " + at);
            }
            if (tag == HEAP_DUMP || tag == HEAP_DUMP_SEGMENT) {
                heap = true;
                open = tag == HEAP_DUMP_SEGMENT;
                readHeap(at + 9, end, visitor, percent);
            } else {
                open &= tag != HEAP_DUMP_END;
                readRecord(tag, at + 9, end, visitor);
            }
            at = end;
        }
        require(heap && !open, heap ? "the record that ends a dump is missing" : "there is no heap in it");
    }

    private void readRecord(int tag, long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        switch (tag) {
            case STRING -> {
                require(at + idSize <= end, "a string's record is too short");
                visitor.string(id(at), at + idSize, end - at - idSize);
            }
            case LOAD_CLASS -> {
                require(at + 8 + 2L * idSize <= end, "a class's record is too short");
                visitor.loadedClass(file.u4(at), id(at + 4), id(at + 8 + idSize));
            }
            case FRAME -> {
                require(at + 4L * idSize + 8 <= end, "a stack frame's record is too short");
                visitor.frame(id(at), at);
            }
            case TRACE -> {
                require(
                        at + 12 <= end && file.u4(at + 8) * idSize <= end - at - 12,
                        "a stack trace's record is too short");
                visitor.stackTrace(file.u4(at), at);
            }
            default -> {
                // statistics and the like
            }
        }
    }

    private void readHeap(long start, long end, DumpVisitor visitor, Percent percent) throws UnusableDumpException {
        long at = start;
        while (at < end) {
            percent.reached(at);
            int tag = file.u1(at);
            at = switch (tag) {
                case INSTANCE_DUMP -> instance(at + 1, end, visitor);
                case OBJECT_ARRAY_DUMP -> objectArray(at + 1, end, visitor);
                case PRIMITIVE_ARRAY_DUMP -> primitiveArray(at + 1, end, visitor);
                case CLASS_DUMP -> classDump(at + 1, end, visitor);
                default -> root(tag, at + 1, end, visitor);
            };
        }
    }

    private long root(int tag, long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        if (!RootKind.isTag(tag)) {
            throw damaged("there is no kind of record " + tag + " (at byte " + (at - 1) + ")");
        }
        RootKind kind = RootKind.ofTag(tag);
        int rest = kind.rest(idSize);
        long next = within(end, at, idSize + rest);
        boolean thread = rest != 0 && kind != RootKind.JNI_GLOBAL;
        visitor.root(
                kind, id(at), thread ? file.u4(at + idSize) : 0, thread && rest == 8 ? file.s4(at + idSize + 4) : 0);
        return next;
    }

    private long instance(long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        long fields = within(end, at, 2L * idSize + 8);
        long bytes = file.u4(fields - 4);
        long next = within(end, fields, bytes);
        visitor.instance(id(at), at, id(at + idSize + 4), bytes);
        return next;
    }

    private long objectArray(long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        long elements = within(end, at, 2L * idSize + 8);
        long next = within(end, elements, file.u4(at + idSize + 4) * idSize);
        visitor.objectArray(id(at), at);
        return next;
    }

    private long primitiveArray(long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        long elements = within(end, at, idSize + 9L);
        int elementSize = primitiveSize(elements - 1);
        long next = within(end, elements, file.u4(at + idSize + 4) * elementSize);
        visitor.primitiveArray(id(at), at);
        return next;
    }

    private int primitiveSize(long at) throws UnusableDumpException {
        if (file.u1(at) == OBJECT) {
            throw damaged("an array of primitives has objects (at byte " + at + ")");
        }
        return typeSize(at);
    }

    private int typeSize(long at) throws UnusableDumpException {
        int size = sizeOf(file.u1(at));
        if (size == 0) {
            throw damaged("there is no type " + file.u1(at) + " (at byte " + at + ")");
        }
        return size;
    }

    private long classDump(long at, long end, DumpVisitor visitor) throws UnusableDumpException {
        long next = within(end, at, 7L * idSize + 8);
        next = valuesEnd(next, end, 2); // the constant pool: an index before each
        next = valuesEnd(next, end, idSize); // static fields: a name before each
        next = fieldsEnd(next, end);
        visitor.classDump(id(at), at);
        return next;
    }

    /** Returns the end of a counted list of types and values, each of which follows a number of other bytes. */
    private long valuesEnd(long at, long end, int before) throws UnusableDumpException {
        long next = within(end, at, 2);
        for (int left = file.u2(at); left > 0; left--) {
            long value = within(end, next, before + 1L);
            next = within(end, value, typeSize(value - 1));
        }
        return next;
    }

    private long fieldsEnd(long at, long end) throws UnusableDumpException {
        long next = within(end, at, 2);
        for (int left = file.u2(at); left > 0; left--) {
            next = within(end, next, idSize + 1L);
            typeSize(next - 1);
        }
        return next;
    }

    private static long within(long end, long at, long bytes) throws UnusableDumpException {
        if (at + bytes > end) {
            throw damaged("a record is longer than what contains it (at byte " + at + ")");
        }
        return at + bytes;
    }

    private static void require(boolean good, String damage) throws UnusableDumpException {
        if (!good) {
            throw damaged(damage);
        }
    }

    public static UnusableDumpException damaged(String damage) {
        return new UnusableDumpException("the dump is damaged or incomplete: " + damage
                + "; perhaps the disk was full or the JVM was ended while it was written, so make another one");
    }
}
