/** Coroutines and pull iterators with checked rules for code that is bound to one OS thread. */
module dev.sexton.coroutine {
    requires dev.sexton.cleanup;
    // Annotations in the signatures; nothing at run time.
    requires static transitive org.jspecify;
    // Strict mode's diagnostic command; nothing else needs them.
    requires static java.management;
    requires static jdk.management;

    exports dev.sexton.coroutine;
}
