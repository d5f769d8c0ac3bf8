/** Find in a heap dump the cleanups that can never run, and the path that keeps an object reachable. */
module dev.sexton.doctor {
    requires static transitive org.jspecify;

    exports dev.sexton.doctor;
}
