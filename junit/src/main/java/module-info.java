/** Checks for JUnit tests: cleanups that a test leaves, and objects that cannot be collected. */
module dev.sexton.junit {
    requires transitive dev.sexton.cleanup;
    requires transitive org.junit.jupiter.api;
    requires dev.sexton.doctor;
    // Writes the heap dump that shows what holds an object.
    requires jdk.management;
    requires static transitive org.jspecify;

    exports dev.sexton.junit;
}
