package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.UnusableDumpException;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongIntMap;
import dev.sexton.doctor.internal.primitives.LongList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dump's classes by their ids, with what is needed to read their instances. */
public final class ClassTable {
    private static final String ARRAY = "[]";

    /** How names begin that compilers give to what a closure has captured: those of Java, and of Scala and Kotlin. */
    private static final List<String> COMPILERS_NAMES = List.of("this$", "val$", "arg$", "$");

    /** The names of the value in an entry of a map, beside its key. */
    private static final Set<String> VALUES = Set.of("value", "val");

    /** The names of the two fields of a pair, in Java, Kotlin and Scala. */
    private static final Set<Set<String>> TUPLES =
            Set.of(Set.of("first", "second"), Set.of("left", "right"), Set.of("_1", "_2"));

    private final MappedFile file;
    private final HprofReader reader;
    private final Names names;
    private final LongIntMap loaded = new LongIntMap();
    private final LongList nameIds = new LongList();
    private final LongIntMap serials = new LongIntMap();
    private final LongIntMap ordinals = new LongIntMap();
    private final List<ClassInfo> classes = new ArrayList<>();

    public ClassTable(MappedFile file, HprofReader reader, Names names) {
        this.file = file;
        this.reader = reader;
        this.names = names;
    }

    public void loaded(long serial, long classId, long nameId) {
        loaded.put(classId, nameIds.size());
        serials.put(serial, nameIds.size());
        nameIds.add(nameId);
    }

    @Nullable
    public ClassInfo get(long id) {
        int ordinal = ordinals.get(id);
        return ordinal == LongIntMap.ABSENT ? null : classes.get(ordinal);
    }

    public List<ClassInfo> all() {
        return classes;
    }

    public String name(long classId) {
        return nameOf(loaded.get(classId));
    }

    String nameBySerial(long serial) {
        return nameOf(serials.get(serial));
    }

    private String nameOf(int ordinal) {
        return ordinal == LongIntMap.ABSENT ? "?" : Names.ofClass(names.get(nameIds.get(ordinal)));
    }

    /** Reads a class's record, which the reader has checked. */
    public void add(int object, long id, long at) {
        if (get(id) != null) {
            return; // some dumps have a segment twice
        }
        int idSize = reader.idSize();
        LongList slots = new LongList();
        LongList slotNames = new LongList();
        for (int i = 0; i < ClassInfo.FIRST_STATIC; i++) {
            slots.add(at + idSize + 4 + (long) i * idSize);
            slotNames.add(ClassInfo.NO_NAME);
        }
        long next = afterConstants(at + 7L * idSize + 8);
        next = readStatics(next, slots, slotNames);
        int count = file.u2(next);
        int[] types = new int[count];
        long[] fieldNames = new long[count];
        for (int i = 0; i < count; i++) {
            long field = next + 2 + (long) i * (idSize + 1);
            fieldNames[i] = reader.id(field);
            types[i] = file.u1(field + idSize);
        }
        ordinals.put(id, classes.size());
        long superId = reader.id(at + idSize + 4);
        classes.add(
                new ClassInfo(object, at, name(id), superId, slots.toArray(), slotNames.toArray(), types, fieldNames));
    }

    private long afterConstants(long at) {
        long next = at + 2;
        for (int left = file.u2(at); left > 0; left--) {
            next += 3L + reader.sizeOf(file.u1(next + 2));
        }
        return next;
    }

    private long readStatics(long at, LongList slots, LongList slotNames) {
        int idSize = reader.idSize();
        long next = at + 2;
        for (int left = file.u2(at); left > 0; left--) {
            int type = file.u1(next + idSize);
            if (type == HprofReader.OBJECT) {
                slots.add(next + idSize + 1);
                slotNames.add(reader.id(next));
            }
            next += idSize + 1L + reader.sizeOf(type);
        }
        return next;
    }

    /** Connects all classes once they are read: finds superclasses, adds up sizes, and passes on properties to subclasses. */
    public void link() throws UnusableDumpException {
        for (int i = 0; i < classes.size(); i++) {
            ClassInfo type = classes.get(i);
            type.superclass = type.superId == 0 ? null : get(type.superId);
        }
        for (ClassInfo type : classes) {
            List<ClassInfo> chain = new ArrayList<>();
            for (ClassInfo c = type; c != null && c.fieldBytes == ClassInfo.NONE; c = c.superclass) {
                if (chain.size() > classes.size()) {
                    throw HprofReader.damaged("class " + type.name + " is its own superclass");
                }
                chain.add(c);
            }
            for (int i = chain.size() - 1; i >= 0; i--) {
                link(chain.get(i));
            }
        }
    }

    /**
     * Connects classes with those of their arrays.
     *
     * @return the classes of arrays of primitives, which live as long as the JVM
     */
    public IntStack linkArrays() {
        Map<String, ClassInfo> known = new HashMap<>();
        for (ClassInfo type : classes) {
            known.put(type.name + ' ' + loader(type), type);
        }
        IntStack primitive = new IntStack();
        for (ClassInfo type : classes) {
            if (type.name.endsWith(ARRAY)) {
                String element = type.name.substring(0, type.name.length() - ARRAY.length());
                ClassInfo ofElement = known.get(element + ' ' + loader(type));
                if (ofElement != null) {
                    ofElement.hold(type);
                } else if (Names.isPrimitive(element)) {
                    primitive.push(type.object);
                }
            }
        }
        return primitive;
    }

    private long loader(ClassInfo type) {
        return reader.id(type.slots[1]);
    }

    private void link(ClassInfo type) {
        ClassInfo above = type.superclass;
        type.isOfBootLoader = loader(type) == 0;
        type.isThread = type.name.equals("java.lang.Thread") || (above != null && above.isThread);
        type.isClassLoader = type.name.equals("java.lang.ClassLoader") || (above != null && above.isClassLoader);
        type.isClass = type.name.equals("java.lang.Class");
        type.isReference = type.name.equals("java.lang.ref.Reference") || (above != null && above.isReference);
        type.isPhantom = type.name.equals("java.lang.ref.PhantomReference") || (above != null && above.isPhantom);
        type.isRecord = type.name.equals("java.lang.Record") || (above != null && above.isRecord);
        type.isCleanup = isCleanup(type.name) || (above != null && above.isCleanup);
        type.fieldBytes = above == null ? 0 : above.fieldBytes;
        for (int fieldType : type.ownTypes) {
            type.fieldBytes += reader.sizeOf(fieldType);
        }
    }

    /** Returns whether this is the class that declares {@code Reference.referent}. */
    public boolean declaresReferent(ClassInfo type) {
        for (int i = 0; type.name.equals("java.lang.ref.Reference") && i < type.ownTypes.length; i++) {
            if (type.ownTypes[i] == HprofReader.OBJECT
                    && names.get(type.ownNames[i]).equals("referent")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCleanup(String name) {
        return name.equals("java.lang.ref.PhantomReference")
                || name.equals("java.lang.ref.WeakReference")
                || name.equals("java.lang.ref.SoftReference");
    }

    /** Finds out the places of an instance's fields. */
    public void layOut(ClassInfo type, Sizes sizes) {
        ClassInfo.Layout layout = new ClassInfo.Layout();
        int offset = 0;
        long bytes = 0;
        for (ClassInfo c = type; c != null; c = c.superclass) {
            boolean inReference = c.name.equals("java.lang.ref.Reference");
            for (int i = 0; i < c.ownTypes.length; i++) {
                if (c.ownTypes[i] == HprofReader.OBJECT) {
                    add(layout, offset, c.ownNames[i], inReference, type.isReference);
                    addCapture(layout, offset, names.get(c.ownNames[i]), c);
                }
                bytes += sizes.ofField(c.ownTypes[i], reader);
                offset += reader.sizeOf(c.ownTypes[i]);
            }
        }
        layOutPair(type, layout);
        layout.isPartOfCollection = isPartOfCollection(type, layout);
        layout.shallowBytes = sizes.ofInstance(bytes);
        type.layOut(layout);
    }

    /**
     * Finds out whether instances may hold a value beside a reference. The fields of an entry of a map are known by their names,
     * which are the same in the JDK and in all libraries that we have seen; so are those of pairs.
     */
    private void layOutPair(ClassInfo type, ClassInfo.Layout layout) {
        List<String> fields = fieldNames(layout);
        if (type.isReference || fields.size() < 2) {
            return;
        }
        layout.isTuple = type.isRecord || TUPLES.contains(Set.copyOf(fields));
        layout.isEntry =
                !layout.isTuple && fields.contains("key") && fields.stream().anyMatch(VALUES::contains);
        for (int i = 0; i < fields.size() && (layout.isTuple || layout.isEntry); i++) {
            boolean value = layout.isTuple || VALUES.contains(fields.get(i));
            (value ? layout.payload : layout.plumbing).push(layout.strong.get(i));
        }
    }

    private List<String> fieldNames(ClassInfo.Layout layout) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < layout.strong.size(); i++) {
            fields.add(names.get(layout.strongNames.get(i)));
        }
        return fields;
    }

    /** Remembers a field that cannot change: its name is made by a compiler, or its class is a record. */
    private static void addCapture(ClassInfo.Layout layout, int offset, String name, ClassInfo type) {
        boolean ofGroovy =
                type.name.equals("groovy.lang.Closure") && (name.equals("owner") || name.equals("thisObject"));
        if (COMPILERS_NAMES.stream().anyMatch(name::startsWith) || ofGroovy || type.isRecord) {
            layout.captures.push(offset);
        }
    }

    private boolean isPartOfCollection(ClassInfo type, ClassInfo.Layout layout) {
        boolean isNode = fieldNames(layout).contains("next") && !type.isReference;
        return isNode
                || layout.isEntry
                || type.name.startsWith("java.util.ImmutableCollections$")
                || type.name.startsWith("java.util.Collections$");
    }

    private void add(ClassInfo.Layout layout, int offset, long nameId, boolean inReference, boolean ofReference) {
        String name = names.get(nameId);
        if (inReference && name.equals("referent")) {
            layout.referent = offset;
            return;
        }
        layout.strong.push(offset);
        layout.strongNames.add(nameId);
        if (ofReference) {
            (inReference ? layout.plumbing : layout.payload).push(offset);
        }
    }
}
