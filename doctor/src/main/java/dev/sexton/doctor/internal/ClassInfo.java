package dev.sexton.doctor.internal;

import org.jspecify.annotations.Nullable;

/*
 * A class of the dump. Its own fields are known from the start; where they are in an instance's record, only once there is
 * an instance (layOut): the instance's record is at least as long as that takes, so classes that only claim to have many
 * fields cost nothing.
 *
 * In a record the fields of the class come first, then those of its superclass, and so on.
 */
final class ClassInfo {
    static final int NONE = -1;

    /** The slots before this one are those of every class: superclass, loader, signers, protection domain. */
    static final int FIRST_STATIC = 4;

    private static final int[] NO_OFFSETS = {};

    /** The index of the class object. */
    final int object;

    final String name;
    final long superId;

    /** Where the ids are to which the class object itself refers: superclass, loader, static fields … */
    final long[] slots;

    /** Names of those slots, as ids of strings; 0 for what is not a static field. */
    final long[] slotNames;

    final int[] ownTypes;
    final long[] ownNames;

    /** Set, as all that is not final, by {@link ClassTable} once it knows all classes. */
    @Nullable
    ClassInfo superclass;

    /** Bytes of all fields of an instance, or {@link #NONE} as long as they were not added up. */
    long fieldBytes = NONE;

    boolean isOfBootLoader;
    boolean isThread;
    boolean isClassLoader;
    boolean isClass;
    boolean isReference;
    boolean isPhantom;
    boolean isCleanup;

    private boolean laidOut;

    /** Of fields that refer to objects, but for {@code Reference.referent}. */
    private int[] strong = NO_OFFSETS;

    private long[] strongNames = {};

    /** The strong ones that {@code Reference} itself declares, and those its subclasses do; both empty for other classes. */
    private int[] plumbing = NO_OFFSETS;

    private int[] payload = NO_OFFSETS;

    /** What a closure captures, which cannot change. */
    private int[] captures = NO_OFFSETS;

    private int referent = NONE;
    private long shallowBytes;

    ClassInfo(int object, String name, long superId, long[] slots, long[] slotNames, int[] ownTypes, long[] ownNames) {
        this.object = object;
        this.name = name;
        this.superId = superId;
        this.slots = slots;
        this.slotNames = slotNames;
        this.ownTypes = ownTypes;
        this.ownNames = ownNames;
    }

    boolean isLaidOut() {
        return laidOut;
    }

    void layOut(Layout layout) {
        strong = layout.strong.toArray();
        strongNames = layout.strongNames.toArray();
        plumbing = layout.plumbing.toArray();
        payload = layout.payload.toArray();
        captures = layout.captures.toArray();
        referent = layout.referent;
        shallowBytes = layout.shallowBytes;
        laidOut = true;
    }

    /** What is found out about a class by walking over its fields and its superclasses'. */
    static final class Layout {
        final IntStack strong = new IntStack();
        final LongList strongNames = new LongList();
        final IntStack plumbing = new IntStack();
        final IntStack payload = new IntStack();
        final IntStack captures = new IntStack();
        int referent = NONE;
        long shallowBytes;
    }

    int[] strong() {
        return strong;
    }

    long[] strongNames() {
        return strongNames;
    }

    int[] plumbing() {
        return plumbing;
    }

    int[] payload() {
        return payload;
    }

    int[] captures() {
        return captures;
    }

    /** The offset of {@code Reference.referent}, or {@link #NONE}. */
    int referent() {
        return referent;
    }

    long shallowBytes() {
        return shallowBytes;
    }

    boolean isClassOrLoader() {
        return isClassLoader || isClass;
    }

    /** Reachable for everybody, by design: what lies behind it is not held by those that refer to it. */
    boolean isForEverybody() {
        return isThread || isClassLoader || isClass;
    }
}
