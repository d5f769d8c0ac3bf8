package dev.sexton.doctor.internal;

import org.jspecify.annotations.Nullable;

/*
 * A cursor over what one object refers to. One is made and moved from object to object, since an iterator for each of some
 * ten million objects would be the larger part of the work. It stops at slots that refer to something, and can go back to
 * any slot, which is all a depth-first search has to remember.
 */
final class Edges {
    static final int NONE = ObjectIndex.ABSENT;

    /** The label of an array's element. */
    static final String ELEMENT = "[]";

    private static final int[] NO_OFFSETS = {};
    private static final long[] NO_SLOTS = {};

    /** Which of an object's references are meant. Arrays' elements belong to each of them but the payload. */
    enum Which {
        /** All but {@code Reference.referent}. */
        STRONG,
        /** Of a reference object: what is {@code Reference}'s own, and not its subclasses'. */
        PLUMBING,
        /** Of a reference object: what its class adds to {@code Reference}. */
        PAYLOAD,
        /** What closures captured. */
        CAPTURES
    }

    private final Heap heap;
    private final int idSize;

    /** Either offsets from base, or places in the file, or {@code count} consecutive ids from base. */
    private int[] offsets = NO_OFFSETS;

    private long[] slots = NO_SLOTS;
    private boolean consecutive;
    private long base;
    private int count;
    private int next;

    Edges(Heap heap) {
        this.heap = heap;
        this.idSize = heap.reader().idSize();
    }

    /** Moves to the first reference of this object. */
    void of(int object, Which which) {
        next = 0;
        count = 0;
        consecutive = false;
        slots = NO_SLOTS;
        switch (heap.tag(object)) {
            case HprofReader.INSTANCE_DUMP -> ofInstance(object, which);
            case HprofReader.OBJECT_ARRAY_DUMP -> ofArray(object, which);
            case HprofReader.CLASS_DUMP -> ofClass(object, which);
            default -> {
                // nothing in it refers to anything
            }
        }
    }

    private void ofInstance(int object, Which which) {
        ClassInfo type = heap.instanceClass(object);
        base = heap.fields(object);
        offsets = type == null ? NO_OFFSETS : offsets(type, which);
        count = offsets.length;
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

    /** The next object that is referred to, or {@link #NONE} if there is no other. */
    int next() {
        while (next < count) {
            int target = heap.target(place(next++));
            if (target != ObjectIndex.ABSENT) {
                return target;
            }
        }
        return NONE;
    }

    private long place(int i) {
        if (consecutive) {
            return base + (long) i * idSize;
        }
        return slots.length != 0 ? slots[i] : base + offsets[i];
    }

    /** Where {@link #next} will look. */
    int at() {
        return next;
    }

    void goTo(int at) {
        next = at;
    }

    /** The name of the field through which this object refers to the target, or {@link #ELEMENT}. */
    String label(int object, int target) {
        of(object, Which.STRONG);
        if (consecutive) {
            return ELEMENT;
        }
        int found = next();
        while (found != target && found != NONE) {
            found = next();
        }
        if (found == NONE) {
            return "?";
        }
        ClassInfo type = slots.length != 0 ? classAt(object) : heap.instanceClass(object);
        if (type == null) {
            return "?";
        }
        return slots.length == 0 ? heap.names().get(type.strongNames()[next - 1]) : slotLabel(type, next - 1);
    }

    private String slotLabel(ClassInfo type, int slot) {
        return switch (slot) {
            case 0 -> "superclass";
            case 1 -> "class loader";
            case 2 -> "signers";
            case 3 -> "protection domain";
            default -> "static " + heap.names().get(type.slotNames[slot]);
        };
    }
}
