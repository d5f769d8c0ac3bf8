/** Checks for JUnit tests: what leaves cleanups behind, and what cannot be collected. */
module dev.sexton.junit {
    requires transitive dev.sexton.cleanup;
    requires transitive org.junit.jupiter.api;
    requires dev.sexton.doctor;
    // To write the heap dump that tells who holds an object.
    requires jdk.management;
    requires static transitive org.jspecify;

    exports dev.sexton.junit;
}
