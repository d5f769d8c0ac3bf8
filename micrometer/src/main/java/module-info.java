/** Micrometer meters over the statistics of a cleanup runtime. */
module dev.sexton.micrometer {
    requires static transitive org.jspecify;
    requires transitive dev.sexton.cleanup;
    requires transitive micrometer.core;

    exports dev.sexton.micrometer;
}
