/** Coroutines and pull iterators with checked rules for code that is bound to one OS thread. */
module dev.sexton.coroutine {
    // Annotations in the signatures; nothing at run time.
    requires static transitive org.jspecify;
    // Strict mode's thread dumps; nothing else needs it.
    requires static jdk.management;

    exports dev.sexton.coroutine;
}
