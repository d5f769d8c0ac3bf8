package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.Link;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.HprofReader;
import dev.sexton.doctor.internal.reading.Names;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import org.jspecify.annotations.Nullable;

/*
 * A cursor over the objects to which one object refers. It is moved from object to object, since an iterator for each of some ten
 * million objects would be the larger part of the work. It stops at slots that refer to an object, and can go back to any slot, so
 * a depth-first search has to remember only the slot.
 *
 * The last slot of an instance and of an array of objects is its class, except among captures.
 */
public final class Edges {
    public static final int NONE = ObjectIndex.ABSENT;

    private static final int[] NO_OFFSETS = {};
    private static final long[] NO_SLOTS = {};

    /** Selects some of an object's references. Elements of arrays are strong ones. */
    public enum Which {
        /** All except {@code Reference.referent}. */
        STRONG,
        /** Of a reference object: those that {@code Reference} itself declares. */
        PLUMBING,
        /** Of a reference object: those that its class adds to {@code Reference}. */
        PAYLOAD,
        /** The captures of closures. */
        CAPTURES
    }

    private final Heap heap;
    private final int idSize;

    /** The slots are either offsets from base, or places in the file, or {@code count} consecutive ids from base. */
    private int[] offsets = NO_OFFSETS;

    private long[] slots = NO_SLOTS;
    private boolean consecutive;
    private long base;
    private int count;
    private int classObject;
    private int next;

    public Edges(Heap heap) {
        this.heap = heap;
        this.idSize = heap.reader().idSize();
    }

    /** Moves to the first reference of this object. */
    public void of(int object, Which which) {
        next = 0;
        count = 0;
        classObject = NONE;
        consecutive = false;
        slots = NO_SLOTS;
        switch (heap.tag(object)) {
            case HprofReader.INSTANCE_DUMP -> ofInstance(object, which);
            case HprofReader.OBJECT_ARRAY_DUMP -> ofArray(object, which);
            case HprofReader.CLASS_DUMP -> ofClass(object, which);
            default -> {
                // an array of primitives refers to nothing
            }
        }
    }

    private void ofInstance(int object, Which which) {
        ClassInfo type = heap.instanceClass(object);
        base = heap.fields(object);
        offsets = type == null ? NO_OFFSETS : offsets(type, which);
        count = offsets.length;
        classObject = type == null || which == Which.CAPTURES ? NONE : type.object;
    }

    private static int[] offsets(ClassInfo type, Which which) {
        return switch (which) {
            case STRONG -> type.strong();
            case PLUMBING -> type.plumbing();
            case PAYLOAD -> type.payload();
            case CAPTURES -> type.captures();
        };
    }

    private void ofArray(int object, Which which) {
        if (which == Which.STRONG) {
            base = heap.fields(object);
            count = heap.file().s4(base - idSize - 4);
            consecutive = true;
            classObject = heap.target(base - idSize);
        }
    }

    private void ofClass(int object, Which which) {
        ClassInfo type = which == Which.STRONG ? classAt(object) : null;
        if (type != null) {
            slots = type.slots;
            count = slots.length;
        }
    }

    private @Nullable ClassInfo classAt(int object) {
        return heap.classes().get(heap.reader().id(heap.record(object)));
    }

    /** Returns the next object that is referred to, or {@link #NONE} if there is no other. */
    public int next() {
        while (next < count) {
            int target = heap.target(place(next++));
            if (target != ObjectIndex.ABSENT) {
                return target;
            }
        }
        if (next == count && classObject != NONE) {
            next++;
            return classObject;
        }
        return NONE;
    }

    private long place(int i) {
        if (consecutive) {
            return base + (long) i * idSize;
        }
        return slots.length != 0 ? slots[i] : base + offsets[i];
    }

    /** Returns how many slots the object has; {@link #next} stops at those that refer to something. */
    int count() {
        return classObject == NONE ? count : count + 1;
    }

    /** Returns the slot at which {@link #next} looks first. */
    int place() {
        return next;
    }

    void goTo(int place) {
        next = place;
    }

    /** Returns how this object refers to the target, which is by the first slot that does. */
    public Link link(int object, int target) {
        of(object, Which.STRONG);
        int found = next();
        while (found != target && found != NONE) {
            found = next();
        }
        int slot = next - 1;
        if (found != NONE && slot == count) {
            return new Link(Link.Kind.CLASS, "", "");
        }
        ClassInfo type = slots.length != 0 ? classAt(object) : heap.instanceClass(object);
        if (found == NONE || type == null) {
            return new Link(Link.Kind.ELEMENT, "", "");
        }
        return slots.length != 0 ? classLink(type, slot) : fieldLink(type, slot);
    }

    /** Returns the static field that refers to this object, or null if there is none. */
    public @Nullable Link staticField(int target) {
        for (ClassInfo type : heap.classes().all()) {
            for (int i = ClassInfo.FIRST_STATIC; i < type.slots.length; i++) {
                if (heap.target(type.slots[i]) == target && target != NONE) {
                    return classLink(type, i);
                }
            }
        }
        return null;
    }

    private Link fieldLink(ClassInfo type, int slot) {
        return new Link(
                Link.Kind.FIELD,
                Names.ofSource(type.declaring(slot).name),
                heap.names().get(type.strongNames()[slot]));
    }

    private Link classLink(ClassInfo type, int slot) {
        return switch (slot) {
            case 0 -> new Link(Link.Kind.SUPERCLASS, "", "");
            case 1 -> new Link(Link.Kind.CLASS_LOADER, "", "");
            case 2 -> new Link(Link.Kind.SIGNERS, "", "");
            case 3 -> new Link(Link.Kind.PROTECTION_DOMAIN, "", "");
            default ->
                type.slotNames[slot] == ClassInfo.NO_NAME
                        ? new Link(Link.Kind.ARRAY_CLASS, "", "")
                        : new Link(
                                Link.Kind.STATIC_FIELD, type.name, heap.names().get(type.slotNames[slot]));
        };
    }
}
