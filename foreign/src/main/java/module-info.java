/** Cleanups on memory segments. */
module dev.sexton.foreign {
    requires transitive dev.sexton.cleanup;
    requires static transitive org.jspecify;

    exports dev.sexton.foreign;
}
