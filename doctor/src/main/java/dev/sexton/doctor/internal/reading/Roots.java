package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongIntMap;
import dev.sexton.doctor.internal.primitives.LongList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that are reachable by themselves, in the order of the dump, with the thread and frame of local variables. */
public final class Roots {
    private final MappedFile file;
    private final HprofReader reader;
    private final Names names;
    private final ClassTable classes;

    private final IntStack objects = new IntStack();
    private final List<RootKind> kinds = new ArrayList<>();
    private final LongList threads = new LongList();
    private final IntStack frames = new IntStack();

    /** From a thread's serial number to its root, from a stack trace's and a frame's to the place of the record. */
    private final LongIntMap threadRoots = new LongIntMap();

    private final LongIntMap traces = new LongIntMap();
    private final LongIntMap frameRecords = new LongIntMap();
    private final LongList places = new LongList();

    public Roots(MappedFile file, HprofReader reader, Names names, ClassTable classes) {
        this.file = file;
        this.reader = reader;
        this.names = names;
        this.classes = classes;
    }

    public void addTrace(long serial, long at) {
        traces.put(serial, places.size());
        places.add(at);
    }

    public void addFrame(long id, long at) {
        frameRecords.put(id, places.size());
        places.add(at);
    }

    public void add(int object, RootKind kind, long thread, long frame) {
        if (kind == RootKind.THREAD) {
            threadRoots.put(thread, objects.size());
        }
        objects.push(object);
        kinds.add(kind);
        threads.add(thread);
        frames.push((int) frame);
    }

    public int size() {
        return objects.size();
    }

    public int object(int root) {
        return objects.get(root);
    }

    public RootKind kind(int root) {
        return kinds.get(root);
    }

    /** Returns the thread object to which this root belongs, or {@link ObjectIndex#ABSENT}. */
    public int thread(int root) {
        int threadRoot = threadRoots.get(threads.get(root));
        return kind(root) == RootKind.STICKY_CLASS || threadRoot == LongIntMap.ABSENT
                ? ObjectIndex.ABSENT
                : object(threadRoot);
    }

    /** Returns the method whose local variable this root is, or null if it is not known. */
    public @Nullable StackTraceElement method(int root) {
        int threadRoot = threadRoots.get(threads.get(root));
        if (kind(root) != RootKind.JAVA_FRAME || threadRoot == LongIntMap.ABSENT) {
            return null;
        }
        int trace = traces.get(frames.get(threadRoot)); // a thread's root has its stack trace where others have a frame
        if (trace == LongIntMap.ABSENT) {
            return null;
        }
        long at = places.get(trace);
        int number = frames.get(root);
        if (number < 0 || number >= file.u4(at + 8)) {
            return null;
        }
        int frame = frameRecords.get(reader.id(at + 12 + (long) number * reader.idSize()));
        return frame == LongIntMap.ABSENT ? null : method(places.get(frame));
    }

    private StackTraceElement method(long at) {
        int idSize = reader.idSize();
        String method = names.get(reader.id(at + idSize));
        long source = reader.id(at + 3L * idSize);
        int line = file.s4(at + 4L * idSize + 4);
        String type = classes.nameBySerial(file.u4(at + 4L * idSize));
        return new StackTraceElement(type, method, source == 0 ? null : names.get(source), line > 0 ? line : -1);
    }
}
