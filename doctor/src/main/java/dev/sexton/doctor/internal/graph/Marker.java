package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.ObjectIndex;

/** The one instance of a class, with a field that points out an object. */
public final class Marker {
    private final Heap heap;
    private final String className;
    private final int object;

    /** Finds the marker, which is the only object of its class in the dump. */
    public Marker(Heap heap, String className) {
        this.heap = heap;
        this.className = className;
        this.object = onlyInstance();
    }

    private int onlyInstance() {
        int found = ObjectIndex.ABSENT;
        for (int i = 0; i < heap.size(); i++) {
            ClassInfo type = heap.instanceClass(i);
            if (type != null && type.name.equals(className)) {
                if (found != ObjectIndex.ABSENT) {
                    throw new IllegalArgumentException("The dump has several objects of " + className
                            + ", so it is not clear which is the marker");
                }
                found = i;
            }
        }
        if (found == ObjectIndex.ABSENT) {
            throw new IllegalArgumentException(
                    "The dump has no object of " + className + ", so there is no marker in it");
        }
        return found;
    }

    /** Returns the marker itself. */
    public int object() {
        return object;
    }

    /**
     * Returns the object that the marker points out, itself or by way of a reference object, or {@link ObjectIndex#ABSENT}.
     *
     * @param field the name of the marker's field; if it is empty, the only one that refers to an object
     */
    public int target(String field) {
        int target = heap.field(object, field.isEmpty() ? onlyField() : field);
        return target != ObjectIndex.ABSENT && heap.isReference(target) ? heap.referent(target) : target;
    }

    private String onlyField() {
        ClassInfo type = heap.instanceClass(object);
        long[] fields = type == null ? new long[0] : type.strongNames();
        if (fields.length != 1) {
            throw new IllegalArgumentException("The class " + className + " has " + fields.length
                    + " fields that refer to objects, and a marker has one: name the field, or remove the others");
        }
        return heap.names().get(fields[0]);
    }
}
