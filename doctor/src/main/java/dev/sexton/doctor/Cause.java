package dev.sexton.doctor;

/**
 * What mistake keeps a cleanup from running, which says what to write instead.
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
    MAP_VALUE
}
