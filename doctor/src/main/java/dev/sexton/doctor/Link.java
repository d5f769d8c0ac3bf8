package dev.sexton.doctor;

/**
 * How one object on a path refers to the next.
 *
 * @param kind what kind of reference it is
 * @param declaringClass the class that declares the field, for a field, a static field and the static field of a
 *     {@code ThreadLocal}; otherwise empty
 * @param name the field's name for the same kinds; for {@link Kind#OMITTED} how many objects are left out; otherwise empty
 * @since 0.2.0
 */
public record Link(Kind kind, String declaringClass, String name) {
    /**
     * The kinds of references.
     *
     * @since 0.2.0
     */
    public enum Kind {
        /** A field of the object. */
        FIELD,
        /** A static field of the class. */
        STATIC_FIELD,
        /** An element of the array or the collection. */
        ELEMENT,
        /** A key of the map. */
        KEY,
        /** A value of the map. */
        VALUE,
        /** A cleanup that waits for the object: as long as the object lives, the cleanup holds what it holds. */
        CLEANUP,
        /** The object's class. */
        CLASS,
        /** The class loader of the class. */
        CLASS_LOADER,
        /** The superclass of the class. */
        SUPERCLASS,
        /** The signers of the class. */
        SIGNERS,
        /** The protection domain of the class. */
        PROTECTION_DOMAIN,
        /** The class of arrays of the class. */
        ARRAY_CLASS,
        /** The value that the thread has for a {@code ThreadLocal}, whose static field is named where there is one. */
        THREAD_LOCAL,
        /** Several references: a part of a long path that is left out. */
        OMITTED
    }

    /** {@return the link in words, such as {@code arg$1}, {@code static CACHE} or {@code a value}} */
    @Override
    public String toString() {
        return switch (kind) {
            case FIELD -> name;
            case STATIC_FIELD -> "static " + name;
            case ELEMENT -> "an element";
            case KEY -> "a key";
            case VALUE -> "a value";
            case CLEANUP -> "its cleanup";
            case CLASS -> "its class";
            case CLASS_LOADER -> "class loader";
            case SUPERCLASS -> "superclass";
            case SIGNERS -> "signers";
            case PROTECTION_DOMAIN -> "protection domain";
            case ARRAY_CLASS -> "array class";
            case THREAD_LOCAL -> name.isEmpty() ? "a ThreadLocal" : "ThreadLocal " + declaringClass + "." + name;
            case OMITTED -> "… (" + name + " more)";
        };
    }
}
