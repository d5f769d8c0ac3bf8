package dev.sexton.doctor;

/**
 * The mistake that keeps a cleanup from running. Each has a remedy of its own.
 *
 * @since 0.2.0
 */
public enum Cause {
    /** Each of several cleanups waits for an object that another one holds. */
    MUTUAL,
    /** A lambda, or a method reference bound to an object, has captured the object. */
    LAMBDA,
    /** An inner class refers to its outer object. */
    INNER_CLASS,
    /** The action holds a collection or an array in which the object is. */
    COLLECTION,
    /** A field of the action, or of what it holds, refers to the object. */
    FIELD,
    /** A map with weak or soft keys has a value that holds its key. */
    MAP_VALUE,
    /** Maps with weak or soft keys have values that hold each other's keys. */
    MUTUAL_VALUES,
    /** The value that a thread has for a {@code ThreadLocal} holds the {@code ThreadLocal}, itself or by way of its class. */
    THREAD_LOCAL,
    /** A value holds the class loader that it is kept for, by way of its class, another class, or a child loader. */
    CLASS_LOADER,
    /** A Scala closure or inner class refers to its outer object: its field {@code $outer}. */
    SCALA_OUTER,
    /** A Groovy closure refers to its owner, its delegate or the object in which it is written. */
    GROOVY_CLOSURE
}
