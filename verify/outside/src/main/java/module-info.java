/** A module of somebody else: the published jars must be modules as well. */
module outside {
    requires dev.sexton.cleanup;
    requires dev.sexton.coroutine;
    requires dev.sexton.foreign;
    requires dev.sexton.micrometer;
}
