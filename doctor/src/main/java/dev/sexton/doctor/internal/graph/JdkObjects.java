package dev.sexton.doctor.internal.graph;

import dev.sexton.doctor.internal.graph.Edges.Which;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.reading.ClassInfo;
import dev.sexton.doctor.internal.reading.ObjectIndex;

/*
 * The objects that are the JDK's own: static fields of its core lead to them by way of objects of its core alone. Threads, classes
 * and class loaders are not passed, since the program hangs what is its own there, and arrays of primitives lead nowhere. A dump has
 * no modules, so the core is what the boot loader has loaded.
 */
public final class JdkObjects {
    private final Heap heap;
    private final Edges edges;
    private final Bits found;
    private final IntStack stack = new IntStack();

    private JdkObjects(Heap heap) {
        this.heap = heap;
        this.edges = new Edges(heap);
        this.found = new Bits(heap.size());
    }

    /** Returns these objects. */
    public static Bits of(Heap heap) {
        JdkObjects objects = new JdkObjects(heap);
        for (ClassInfo type : heap.classes().all()) {
            for (int i = ClassInfo.FIRST_STATIC; i < type.slots.length && type.isOfBootLoader; i++) {
                objects.reach(heap.target(type.slots[i]));
            }
        }
        objects.drain();
        return objects.found;
    }

    private void drain() {
        while (!stack.isEmpty()) {
            edges.of(stack.pop(), Which.STRONG);
            for (int target = edges.next(); target != Edges.NONE; target = edges.next()) {
                reach(target);
            }
        }
    }

    private void reach(int object) {
        if (object != ObjectIndex.ABSENT && !found.get(object) && isOfCore(object)) {
            found.set(object);
            stack.push(object);
        }
    }

    private boolean isOfCore(int object) {
        ClassInfo type = heap.typeOf(object);
        return type != null && type.isOfBootLoader && !type.isThread && !type.isClassOrLoader();
    }
}
