/** Coroutines and pull iterators with checked rules for code that is bound to one OS thread. */
module dev.sexton.coroutine {
    // Annotations in the signatures; nothing at run time.
    requires static transitive org.jspecify;

    exports dev.sexton.coroutine;
}
