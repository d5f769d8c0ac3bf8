package dev.sexton.doctor;

/**
 * The role of an object on a path.
 *
 * @param kind what kind of object it is
 * @param className the name of its class as in a source; for {@link Kind#LAMBDA} the class in which the lambda is written, for
 *     {@link Kind#CLASS} the class that the object stands for
 * @param name the name of a thread or a class loader, where it has one and it matters; otherwise empty
 * @since 0.2.0
 */
public record HeapObject(Kind kind, String className, String name) {
    /**
     * The kinds of objects.
     *
     * @since 0.2.0
     */
    public enum Kind {
        /** An instance of a class, or an array. */
        INSTANCE,
        /** A lambda, or a method reference that is bound to an object: a dump does not tell them apart. */
        LAMBDA,
        /** An instance of an inner class that holds its outer object. */
        INNER,
        /** A class. */
        CLASS,
        /** A class loader. */
        CLASS_LOADER,
        /** A thread. */
        THREAD
    }

    /** {@return the object in words, such as {@code lambda in com.acme.Buffer} or {@code class com.acme.Cache}} */
    @Override
    public String toString() {
        String named = name.isEmpty() ? className : className + " \"" + name + '"';
        return switch (kind) {
            case LAMBDA -> "lambda in " + named;
            case INNER -> "inner class " + named;
            case CLASS -> "class " + named;
            case INSTANCE, CLASS_LOADER, THREAD -> named;
        };
    }
}
