package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.Gap;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
    private static final int RECORD_HEADER = 9;

    /** A length that has overflowed lacks this much, or a multiple of it. */
    private static final long OVERFLOW = 1L << 32;

    private static final int STRING = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int FRAME = 0x04;
    private static final int TRACE = 0x05;
    private static final int HEAP_DUMP = 0x0c;
    private static final int LAST_OF_THE_OLD = 0x0e;
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

    /**
     * Walks over the whole file.
     *
     * @return what is wrong in it, without being in the way
     */
    public List<Gap> read(DumpVisitor visitor, String phase, Progress progress) throws UnusableDumpException {
        Percent percent = new Percent(phase, file.size(), progress);
        boolean heap = false;
        boolean open = false;
        int overflowed = 0;
        long at = firstRecord;
        while (at < file.size() && !(heap && !open && isPadding(at))) {
            require(at + RECORD_HEADER <= file.size(), "it ends within a record's header");
            int tag = file.u1(at);
            long end = at + RECORD_HEADER + file.u4(at + 5);
            if (end > file.size()) {
                throw damaged("it ends within a record, at byte " + at);
            }
            if (tag == HEAP_DUMP || tag == HEAP_DUMP_SEGMENT) {
                heap = true;
                open = tag == HEAP_DUMP_SEGMENT;
                long realEnd = readHeap(at + RECORD_HEADER, end, visitor, percent);
                overflowed += realEnd == end ? 0 : 1;
                end = realEnd;
            } else {
                open &= tag != HEAP_DUMP_END;
                readRecord(tag, at + RECORD_HEADER, end, visitor);
            }
            at = end;
        }
        require(heap && !open, heap ? "the record that ends a dump is missing" : "there is no heap in it");
        return gaps(overflowed, file.size() - at);
    }

    private static List<Gap> gaps(int overflowed, long padding) {
        List<Gap> gaps = new ArrayList<>();
        if (overflowed > 0) {
            gaps.add(new Gap(Gap.Kind.OVERFLOWED_LENGTHS, overflowed));
        }
        if (padding > 0) {
            gaps.add(new Gap(Gap.Kind.PADDING, padding));
        }
        return gaps;
    }

    /** Returns whether nothing but zeros is left, as where a file was made larger before it was written. */
    private boolean isPadding(long at) {
        for (long i = at; i < file.size(); i++) {
            if (file.u1(i) != 0) {
                return false;
            }
        }
        return true;
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

    /**
     * Reads a segment of the heap. Its length has 32 bits, and JDK 8 writes a longer one with a length that has overflowed: then it
     * goes on where the record after it does not begin, and ends at a multiple of 4 GB after that place.
     *
     * @return its real end
     */
    private long readHeap(long start, long end, DumpVisitor visitor, Percent percent) throws UnusableDumpException {
        long at = start;
        long realEnd = end;
        while (true) {
            boolean mayGoOn = realEnd + OVERFLOW <= file.size();
            long limit = mayGoOn ? file.size() : realEnd;
            while (at < realEnd) {
                percent.reached(at);
                at = readObject(file.u1(at), at + 1, limit, visitor);
            }
            if (at == realEnd && (!mayGoOn || isRecord(at))) {
                return realEnd;
            }
            require(mayGoOn, "the length of a heap segment is wrong (at byte " + start + ")");
            realEnd += OVERFLOW;
        }
    }

    /** Returns whether a record may begin here: its tag is known, and it ends within the file. */
    private boolean isRecord(long at) {
        if (at == file.size()) {
            return true;
        }
        if (at + RECORD_HEADER > file.size() || at + RECORD_HEADER + file.u4(at + 5) > file.size()) {
            return false;
        }
        int tag = file.u1(at);
        return (tag > 0 && tag <= LAST_OF_THE_OLD) || tag == HEAP_DUMP_SEGMENT || tag == HEAP_DUMP_END;
    }

    private long readObject(int tag, long at, long limit, DumpVisitor visitor) throws UnusableDumpException {
        return switch (tag) {
            case INSTANCE_DUMP -> instance(at, limit, visitor);
            case OBJECT_ARRAY_DUMP -> objectArray(at, limit, visitor);
            case PRIMITIVE_ARRAY_DUMP -> primitiveArray(at, limit, visitor);
            case CLASS_DUMP -> classDump(at, limit, visitor);
            default -> root(tag, at, limit, visitor);
        };
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
