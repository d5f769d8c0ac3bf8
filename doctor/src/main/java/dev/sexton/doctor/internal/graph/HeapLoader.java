package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Gap;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongList;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.ClassTable;
import dev.sexton.doctor.internal.reading.DumpVisitor;
import dev.sexton.doctor.internal.reading.HprofReader;
import dev.sexton.doctor.internal.reading.MappedFile;
import dev.sexton.doctor.internal.reading.Names;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.reading.RootKind;
import dev.sexton.doctor.internal.reading.Roots;
import dev.sexton.doctor.internal.reading.Sizes;
import java.util.ArrayList;
import java.util.List;

/*
 * Reads a dump's index. The file is read twice. The first pass collects names and classes and notes every object's id; the second
 * knows the classes and the indexes, so it can check each instance, set its position and resolve roots.
 */
final class HeapLoader {
    private static final int ALIGNMENT_BITS = 3;

    final HprofReader reader;
    final Names names;
    final ClassTable classes;
    final Roots roots;
    final IntStack references = new IntStack();
    final IntStack pairs = new IntStack();
    ObjectIndex index = new ObjectIndex(ALIGNMENT_BITS);
    Sizes sizes = new Sizes(Long.BYTES, 0);
    private final long fileSize;
    final List<Gap> gaps = new ArrayList<>();
    private long highestId;
    private boolean hasClassRoots;
    private long withoutClass;

    HeapLoader(MappedFile file) throws UnusableDumpException {
        this.reader = new HprofReader(file);
        this.names = new Names(file, reader.idSize());
        this.classes = new ClassTable(file, reader, names);
        this.roots = new Roots(file, reader, names, classes);
        this.fileSize = file.size();
    }

    void load(Progress progress) throws UnusableDumpException {
        First first = new First();
        reader.read(first, "reading", progress);
        if (first.misaligned) { // not a JVM that we know, but ids need not be addresses
            index = new ObjectIndex(0);
            reader.read(new Ids(), "reading again", progress);
        }
        index.freeze(fileSize);
        sizes = new Sizes(reader.idSize(), highestId);
        first.readClasses();
        gaps.addAll(reader.read(new Second(), "indexing", progress));
        if (withoutClass > 0) {
            gaps.add(new Gap(Gap.Kind.OBJECTS_WITHOUT_CLASS, withoutClass));
        }
        completeRoots();
        requireReferents();
    }

    /** Adds roots that are not in the dump: classes that live as long as the JVM. */
    private void completeRoots() {
        IntStack primitiveArrays = classes.linkArrays();
        for (int i = 0; i < primitiveArrays.size(); i++) {
            roots.add(primitiveArrays.get(i), RootKind.STICKY_CLASS, 0, 0);
        }
        if (!hasClassRoots) {
            gaps.add(new Gap(Gap.Kind.NO_CLASS_ROOTS, classes.all().size()));
            for (ClassInfo type : classes.all()) {
                roots.add(type.object, RootKind.STICKY_CLASS, 0, 0);
            }
        }
    }

    /** Without that field, references would look like any other objects, and nothing would ever be found. */
    private void requireReferents() throws UnusableDumpException {
        if (classes.all().stream().noneMatch(type -> type.isReference && classes.declaresReferent(type))) {
            throw new UnusableDumpException(
                    "the dump has no field java.lang.ref.Reference.referent, so references cannot be told"
                            + " from other objects: have a HotSpot JVM of JDK 8 or later write it, jcmd <pid> GC.heap_dump <file>");
        }
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
            hasClassRoots |= kind == RootKind.STICKY_CLASS;
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
            if (type == null) {
                position(id, at);
                withoutClass++;
                return;
            }
            if (type.fieldBytes > bytes) {
                throw HprofReader.damaged("an object of " + type.name + " is too short (at byte " + at + ")");
            }
            if (!type.isLaidOut()) {
                classes.layOut(type, sizes);
            }
            int object = position(id, at);
            if (type.isCleanup && type.payload().length != 0 && type.referent() != ClassInfo.NONE) {
                references.push(object);
            } else if (type.isPair()) {
                pairs.push(object);
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
}
