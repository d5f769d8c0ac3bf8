/** Run an action some time after an object becomes unreachable. */
module dev.sexton.cleanup {
    requires static org.jspecify;
    // Read once, to learn whether the collector is Epsilon; a run-time image without it works too.
    requires static java.management;

    exports dev.sexton.cleanup;
}
