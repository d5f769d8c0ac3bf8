package dev.sexton.doctor.internal;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/*
 * A dump as a graph: objects are dense indexes, and what an object refers to is read from the mapped file when it is asked
 * for. In memory are the index (some 6 bytes an object), the classes and the roots.
 *
 * The file is read twice. The first pass collects names and classes and notes every object's id; the second knows the classes
 * and the indexes, so it can check each instance, set its position and resolve roots.
 */
final class Heap {
    private static final int ALIGNMENT_BITS = 3;

    private final MappedFile file;
    private final HprofReader reader;
    private final Names names;
    private final ClassTable classes;
    private final Roots roots;
    private final IntStack references = new IntStack();
    private ObjectIndex index = new ObjectIndex(ALIGNMENT_BITS);
    private Sizes sizes = new Sizes(Long.BYTES, 0);
    private long highestId;

    private Heap(MappedFile file) throws UnusableDumpException {
        this.file = file;
        this.reader = new HprofReader(file);
        this.names = new Names(file, reader.idSize());
        this.classes = new ClassTable(file, reader, names);
        this.roots = new Roots(file, reader, names, classes);
    }

    /** Reads a dump; the file must stay as it is for as long as the result is used. */
    static Heap read(MappedFile file, Progress progress) throws UnusableDumpException {
        Heap heap = new Heap(file);
        First first = heap.new First();
        heap.reader.read(first, "reading", progress);
        if (first.misaligned) { // not a JVM that we know, but ids need not be addresses
            heap.index = new ObjectIndex(0);
            heap.reader.read(heap.new Ids(), "reading again", progress);
        }
        heap.index.freeze(file.size());
        heap.sizes = new Sizes(heap.reader.idSize(), heap.highestId);
        first.readClasses();
        heap.reader.read(heap.new Second(), "indexing", progress);
        return heap;
    }

    /** Notes the ids of all objects. */
    private class Ids implements DumpVisitor {
        @Override
        public void classDump(long id, long at) {
            object(id);
        }

        @Override
        public void instance(long id, long at, long classId, long bytes) {
            object(id);
        }

        @Override
        public void objectArray(long id, long at) {
            object(id);
        }

        @Override
        public void primitiveArray(long id, long at) {
            object(id);
        }

        void object(long id) {
            index.add(id);
        }
    }

    private final class First extends Ids {
        private final LongList classDumps = new LongList();
        private boolean misaligned;

        @Override
        public void string(long id, long at, long length) {
            names.add(id, at);
        }

        @Override
        public void loadedClass(long serial, long classId, long nameId) {
            classes.loaded(serial, classId, nameId);
        }

        @Override
        public void frame(long id, long at) {
            roots.addFrame(id, at);
        }

        @Override
        public void stackTrace(long serial, long at) {
            roots.addTrace(serial, at);
        }

        @Override
        public void classDump(long id, long at) {
            classDumps.add(at);
            object(id);
        }

        @Override
        void object(long id) {
            misaligned |= !index.canHold(id);
            highestId = Math.max(highestId, id);
            super.object(id);
        }

        void readClasses() throws UnusableDumpException {
            for (int i = 0; i < classDumps.size(); i++) {
                long id = reader.id(classDumps.get(i));
                classes.add(index.indexOf(id), id, classDumps.get(i));
            }
            classes.link();
        }
    }

    private final class Second implements DumpVisitor {
        @Override
        public void root(RootKind kind, long id, long thread, long frame) {
            int object = index.indexOf(id);
            if (object != ObjectIndex.ABSENT) {
                roots.add(object, kind, thread, frame);
            }
        }

        @Override
        public void classDump(long id, long at) {
            position(id, at);
        }

        @Override
        public void instance(long id, long at, long classId, long bytes) throws UnusableDumpException {
            ClassInfo type = classes.get(classId);
            if (type == null || type.fieldBytes > bytes) {
                throw HprofReader.damaged(
                        type == null
                                ? "an object's class is not in it (at byte " + at + ")"
                                : "an object of " + type.name + " is too short (at byte " + at + ")");
            }
            if (!type.isLaidOut()) {
                classes.layOut(type, sizes);
            }
            int object = position(id, at);
            if (type.isCleanup && type.payload().length != 0 && type.referent() != ClassInfo.NONE) {
                references.push(object);
            }
        }

        @Override
        public void objectArray(long id, long at) {
            position(id, at);
        }

        @Override
        public void primitiveArray(long id, long at) {
            position(id, at);
        }

        private int position(long id, long at) {
            int object = index.indexOf(id);
            index.setPosition(object, at - 1);
            return object;
        }
    }

    /** How many objects there are; their indexes are below that. */
    int size() {
        return index.size();
    }

    long fileSize() {
        return file.size();
    }

    Roots roots() {
        return roots;
    }

    ClassTable classes() {
        return classes;
    }

    Names names() {
        return names;
    }

    MappedFile file() {
        return file;
    }

    HprofReader reader() {
        return reader;
    }

    /** Weak, soft and phantom references of classes that have fields of their own. */
    IntStack referencesWithPayload() {
        return references;
    }

    /** The kind of record: {@link HprofReader#INSTANCE_DUMP} and its siblings. */
    int tag(int object) {
        return file.u1(index.position(object));
    }

    /** Where the record begins, behind its tag. */
    long record(int object) {
        return index.position(object) + 1;
    }

    /** Where an instance's fields begin. */
    long fields(int object) {
        return record(object) + 2L * reader.idSize() + 8;
    }

    /** The object to which the id at this place refers, or {@link ObjectIndex#ABSENT}. */
    int target(long at) {
        long id = reader.id(at);
        return id == 0 ? ObjectIndex.ABSENT : index.indexOf(id);
    }

    /** The class of an instance; null for arrays and class objects. */
    @Nullable
    ClassInfo instanceClass(int object) {
        return tag(object) == HprofReader.INSTANCE_DUMP
                ? classes.get(reader.id(record(object) + reader.idSize() + 4))
                : null;
    }

    /** What a reference refers to weakly, or {@link ObjectIndex#ABSENT} if it was cleared. */
    int referent(int reference) {
        ClassInfo type = instanceClass(reference);
        return type == null || type.referent() == ClassInfo.NONE
                ? ObjectIndex.ABSENT
                : target(fields(reference) + type.referent());
    }

    boolean isClassOrLoader(int object) {
        ClassInfo type = instanceClass(object);
        return type == null ? tag(object) == HprofReader.CLASS_DUMP : type.isClassOrLoader();
    }

    boolean isPhantom(int object) {
        ClassInfo type = instanceClass(object);
        return type != null && type.isPhantom;
    }

    boolean isReference(int object) {
        ClassInfo type = instanceClass(object);
        return type != null && type.isReference;
    }

    /** The name of its class, as in a source. */
    String className(int object) {
        int idSize = reader.idSize();
        return switch (tag(object)) {
            case HprofReader.CLASS_DUMP -> "java.lang.Class";
            case HprofReader.OBJECT_ARRAY_DUMP -> classes.name(reader.id(record(object) + idSize + 8));
            case HprofReader.PRIMITIVE_ARRAY_DUMP -> primitiveName(file.u1(record(object) + idSize + 8));
            default -> classes.name(reader.id(record(object) + idSize + 4));
        };
    }

    /** The name of the class that a class object stands for. */
    String classOf(int classObject) {
        return classes.name(reader.id(record(classObject)));
    }

    private static String primitiveName(int type) {
        return Names.ofClass("[" + "????ZCFDBSIJ".charAt(type));
    }

    long shallowBytes(int object) {
        int idSize = reader.idSize();
        long count = file.u4(record(object) + idSize + 4);
        return switch (tag(object)) {
            case HprofReader.CLASS_DUMP -> 0; // not in the dump
            case HprofReader.OBJECT_ARRAY_DUMP -> sizes.ofObjectArray(count);
            case HprofReader.PRIMITIVE_ARRAY_DUMP ->
                sizes.ofPrimitiveArray(count, reader.sizeOf(file.u1(record(object) + idSize + 8)));
            default -> shallowBytesOfInstance(object);
        };
    }

    private long shallowBytesOfInstance(int object) {
        ClassInfo type = instanceClass(object);
        return type == null ? 0 : type.shallowBytes();
    }

    /** The object that this instance's field refers to, or {@link ObjectIndex#ABSENT}. */
    int field(int object, String name) {
        ClassInfo type = instanceClass(object);
        if (type != null) {
            for (int i = 0; i < type.strong().length; i++) {
                if (names.get(type.strongNames()[i]).equals(name)) {
                    return target(fields(object) + type.strong()[i]);
                }
            }
        }
        return ObjectIndex.ABSENT;
    }

    /** The text of a {@code java.lang.String}, at most 100 characters of it, or null if it is none. */
    @Nullable
    String string(int object) {
        int value = object == ObjectIndex.ABSENT ? object : field(object, "value");
        if (value == ObjectIndex.ABSENT || tag(value) != HprofReader.PRIMITIVE_ARRAY_DUMP) {
            return null;
        }
        long elements = record(value) + reader.idSize() + 9;
        int count = (int) Math.min(100, file.u4(record(value) + reader.idSize() + 4));
        return switch (file.u1(elements - 1)) {
            case 5 -> new String(file.bytes(elements, 2 * count), StandardCharsets.UTF_16BE);
            case 8 -> new String(file.bytes(elements, count), StandardCharsets.ISO_8859_1); // or UTF-16, which is rare
            default -> null;
        };
    }
}
