package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.internal.primitives.IntStack;
import dev.sexton.doctor.internal.primitives.LongList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * A class of the dump. Its own fields are known from the start. Their places in an instance's record are found out only once there
 * is an instance (layOut): its record is at least as long as all fields, so a class that only claims to have many costs nothing.
 *
 * In a record the fields of the class come first, then those of its superclass, and so on.
 */
public final class ClassInfo {
    public static final int NONE = -1;

    /** The slots before this one are those of every class: superclass, loader, signers, protection domain. */
    public static final int FIRST_STATIC = 4;

    public static final long NO_NAME = 0;

    private static final int[] NO_OFFSETS = {};

    /** The index of the class object. */
    public final int object;

    public final String name;
    final long superId;

    /** The place of the record of the class, which begins with its id. */
    final long record;

    /** The places of the ids to which the class object itself refers: superclass, loader, static fields, class of arrays. */
    public long[] slots;

    /** Names of those slots, as ids of strings; {@link #NO_NAME} for a slot that is no static field. */
    public long[] slotNames;

    final int[] ownTypes;
    final long[] ownNames;

    /** Set by {@link ClassTable} once it knows all classes, like all fields that are not final. */
    @Nullable
    public ClassInfo superclass;

    /** Bytes of all fields of an instance, or {@link #NONE} until they are added up. */
    public long fieldBytes = NONE;

    public boolean isOfBootLoader;
    public boolean isThread;
    public boolean isClassLoader;
    boolean isClass;
    public boolean isReference;
    public boolean isPhantom;
    public boolean isCleanup;

    /** Whether it is a record: what it refers to cannot change. */
    boolean isRecord;

    private boolean laidOut;

    /** Whether an instance may hold a value beside a reference that is its key: it is an entry of a map. */
    private boolean isEntry;

    /** Whether it may hold values beside a reference in any of its fields: it is a record, or a pair. */
    private boolean isTuple;

    /** Whether instances are what collections are made of: entries of maps, nodes of linked lists, small collections. */
    private boolean isPartOfCollection;

    /** The offsets of fields that refer to objects, except {@code Reference.referent}. */
    private int[] strong = NO_OFFSETS;

    private long[] strongNames = {};

    /**
     * Of a reference those that {@code Reference} itself declares, and those that its subclasses do. Of a pair those that are not
     * the value, and the value. Both are empty for other classes.
     */
    private int[] plumbing = NO_OFFSETS;

    private int[] payload = NO_OFFSETS;

    /** Those that cannot change: a closure's captures, and a record's components. */
    private int[] captures = NO_OFFSETS;

    private int referent = NONE;
    private long shallowBytes;

    ClassInfo(
            int object,
            long record,
            String name,
            long superId,
            long[] slots,
            long[] slotNames,
            int[] ownTypes,
            long[] ownNames) {
        this.object = object;
        this.record = record;
        this.name = name;
        this.superId = superId;
        this.slots = slots;
        this.slotNames = slotNames;
        this.ownTypes = ownTypes;
        this.ownNames = ownNames;
    }

    /** Adds the class of arrays of this class, which lives as long as this class. */
    void hold(ClassInfo arrays) {
        slots = Arrays.copyOf(slots, slots.length + 1);
        slots[slots.length - 1] = arrays.record;
        slotNames = Arrays.copyOf(slotNames, slots.length);
    }

    public boolean isLaidOut() {
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
        isEntry = layout.isEntry;
        isTuple = layout.isTuple;
        isPartOfCollection = layout.isPartOfCollection;
        laidOut = true;
    }

    /** The result of walking over a class's fields and its superclasses'. */
    static final class Layout {
        final IntStack strong = new IntStack();
        final LongList strongNames = new LongList();
        final IntStack plumbing = new IntStack();
        final IntStack payload = new IntStack();
        final IntStack captures = new IntStack();
        int referent = NONE;
        long shallowBytes;
        boolean isEntry;
        boolean isTuple;
        boolean isPartOfCollection;
    }

    public int[] strong() {
        return strong;
    }

    public long[] strongNames() {
        return strongNames;
    }

    /** Returns the class that declares the strong field with this number: itself, or a superclass. */
    public ClassInfo declaring(int field) {
        ClassInfo declaring = this;
        int left = field - declaring.ownReferences();
        while (left >= 0 && declaring.superclass != null) {
            declaring = declaring.superclass;
            left -= declaring.ownReferences();
        }
        return declaring;
    }

    private int ownReferences() {
        int count = 0;
        for (int type : ownTypes) {
            count += type == HprofReader.OBJECT ? 1 : 0;
        }
        return name.equals("java.lang.ref.Reference") ? count - 1 : count; // but for the referent
    }

    public int[] plumbing() {
        return plumbing;
    }

    public int[] payload() {
        return payload;
    }

    public boolean isTuple() {
        return isTuple;
    }

    /** Returns whether an instance may hold a value beside a reference. */
    public boolean isPair() {
        return isEntry || isTuple;
    }

    public boolean isPartOfCollection() {
        return isPartOfCollection;
    }

    public int[] captures() {
        return captures;
    }

    /** Returns the offset of {@code Reference.referent}, or {@link #NONE}. */
    public int referent() {
        return referent;
    }

    public long shallowBytes() {
        return shallowBytes;
    }

    public boolean isClassOrLoader() {
        return isClassLoader || isClass;
    }
}
