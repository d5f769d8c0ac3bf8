/** Run an action some time after an object becomes unreachable. */
@SuppressWarnings("module") // the friend is compiled later
module dev.sexton.cleanup {
    requires static transitive org.jspecify;
    // To learn whether the collector is Epsilon, and to show the figures; a run-time image without it works too.
    requires static java.management;

    // For events, if the flight recorder is in use; the same holds.
    requires static jdk.jfr;

    exports dev.sexton.cleanup;
    // It registers one object on behalf of another, and so makes the checks itself.
    exports dev.sexton.cleanup.internal to
            dev.sexton.foreign;
}
