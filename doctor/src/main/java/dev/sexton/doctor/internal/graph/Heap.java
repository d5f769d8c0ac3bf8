package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Gap;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.ClassTable;
import dev.sexton.doctor.internal.reading.HprofReader;
import dev.sexton.doctor.internal.reading.MappedFile;
import dev.sexton.doctor.internal.reading.Names;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.reading.Roots;
import dev.sexton.doctor.internal.reading.Sizes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * A dump as a graph: objects are dense indexes, and what an object refers to is read from the mapped file when it is asked for.
 * In memory are the index (some 6 bytes an object), the classes and the roots.
 */
public final class Heap {
    private final MappedFile file;
    private final HprofReader reader;
    private final Names names;
    private final ClassTable classes;
    private final Roots roots;
    private final ObjectIndex index;
    private final Sizes sizes;
    private final IntStack references;
    private final IntStack pairs;
    private final List<Gap> gaps;

    private Heap(HeapLoader loaded, MappedFile file) {
        this.file = file;
        this.reader = loaded.reader;
        this.names = loaded.names;
        this.classes = loaded.classes;
        this.roots = loaded.roots;
        this.index = loaded.index;
        this.sizes = loaded.sizes;
        this.references = loaded.references;
        this.pairs = loaded.pairs;
        this.gaps = List.copyOf(loaded.gaps);
    }

    /** Reads a dump; the file must stay as it is while the result is in use. */
    public static Heap read(MappedFile file, Progress progress) throws UnusableDumpException {
        HeapLoader loader = new HeapLoader(file);
        loader.load(progress);
        return new Heap(loader, file);
    }

    /** Returns what is missing from the dump. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** Returns how many objects there are; their indexes are below that. */
    public int size() {
        return index.size();
    }

    long fileSize() {
        return file.size();
    }

    public Roots roots() {
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

    /** Returns the weak, soft and phantom references of classes that have fields of their own. */
    IntStack referencesWithPayload() {
        return references;
    }

    /** Returns the kind of record: {@link HprofReader#INSTANCE_DUMP} and its siblings. */
    public int tag(int object) {
        return file.u1(index.position(object));
    }

    /** Returns the place at which the record begins, after its tag. */
    long record(int object) {
        return index.position(object) + 1;
    }

    /** Returns the place at which an instance's fields begin. */
    long fields(int object) {
        return record(object) + 2L * reader.idSize() + 8;
    }

    /** Returns the object to which the id at this place refers, or {@link ObjectIndex#ABSENT}. */
    int target(long at) {
        long id = reader.id(at);
        return id == 0 ? ObjectIndex.ABSENT : index.indexOf(id);
    }

    /** Returns the class of an instance; null for arrays and class objects. */
    @Nullable
    public ClassInfo instanceClass(int object) {
        return tag(object) == HprofReader.INSTANCE_DUMP
                ? classes.get(reader.id(record(object) + reader.idSize() + 4))
                : null;
    }

    /** Returns the class of an instance or of an array of objects; null for arrays of primitives and class objects. */
    @Nullable
    ClassInfo typeOf(int object) {
        return tag(object) == HprofReader.OBJECT_ARRAY_DUMP
                ? classes.get(reader.id(record(object) + reader.idSize() + 8))
                : instanceClass(object);
    }

    /** Returns the instances that may hold a value beside a reference: entries of maps, records and pairs. */
    IntStack pairs() {
        return pairs;
    }

    /**
     * Returns the object whose death a reference, or the reference in a pair, waits for; {@link ObjectIndex#ABSENT} if there is none.
     */
    public int waitsFor(int object) {
        ClassInfo type = instanceClass(object);
        if (type == null || !type.isPair()) {
            return referent(object);
        }
        int reference = referenceIn(object, type);
        return reference == ObjectIndex.ABSENT ? reference : referent(reference);
    }

    /** Returns the only reference among an entry's fields that are no value, or a tuple's fields. */
    private int referenceIn(int pair, ClassInfo type) {
        int found = ObjectIndex.ABSENT;
        for (int offset : type.isTuple() ? type.payload() : type.plumbing()) {
            int target = target(fields(pair) + offset);
            if (target != ObjectIndex.ABSENT && isReference(target)) {
                if (found != ObjectIndex.ABSENT) {
                    return ObjectIndex.ABSENT;
                }
                found = target;
            }
        }
        return found;
    }

    /** Returns the object to which a reference refers weakly, or {@link ObjectIndex#ABSENT} if it was cleared. */
    public int referent(int reference) {
        ClassInfo type = instanceClass(reference);
        return type == null || type.referent() == ClassInfo.NONE
                ? ObjectIndex.ABSENT
                : target(fields(reference) + type.referent());
    }

    /** Returns the objects to which static fields of some classes refer. */
    public Bits staticTargets(Bits classObjects) {
        Bits targets = new Bits(size());
        for (ClassInfo type : classes.all()) {
            for (int i = ClassInfo.FIRST_STATIC; i < type.slots.length && classObjects.get(type.object); i++) {
                int target = target(type.slots[i]);
                if (target != ObjectIndex.ABSENT) {
                    targets.set(target);
                }
            }
        }
        return targets;
    }

    boolean isClassOrLoader(int object) {
        ClassInfo type = instanceClass(object);
        return type == null ? tag(object) == HprofReader.CLASS_DUMP : type.isClassOrLoader();
    }

    /** Returns whether this is a phantom reference, or a pair with one. */
    public boolean isPhantom(int object) {
        ClassInfo type = instanceClass(object);
        if (type != null && type.isPair()) {
            int reference = referenceIn(object, type);
            return reference != ObjectIndex.ABSENT && isPhantom(reference);
        }
        return type != null && type.isPhantom;
    }

    public boolean isReference(int object) {
        ClassInfo type = instanceClass(object);
        return type != null && type.isReference;
    }

    /** Returns the name of its class, as in a source. */
    public String className(int object) {
        int idSize = reader.idSize();
        return switch (tag(object)) {
            case HprofReader.CLASS_DUMP -> "java.lang.Class";
            case HprofReader.OBJECT_ARRAY_DUMP -> classes.name(reader.id(record(object) + idSize + 8));
            case HprofReader.PRIMITIVE_ARRAY_DUMP -> primitiveName(file.u1(record(object) + idSize + 8));
            default -> classes.name(reader.id(record(object) + idSize + 4));
        };
    }

    /** Returns the name of the class that a class object stands for. */
    public String classOf(int classObject) {
        return classes.name(reader.id(record(classObject)));
    }

    private static String primitiveName(int type) {
        return Names.ofClass("[" + "????ZCFDBSIJ".charAt(type));
    }

    public long shallowBytes(int object) {
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

    /** Returns the object that this instance's field refers to, or {@link ObjectIndex#ABSENT}. */
    public int field(int object, String name) {
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

    /** Returns the text of a {@code java.lang.String}, at most 100 characters of it, or null if the object is none. */
    @Nullable
    public String string(int object) {
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
