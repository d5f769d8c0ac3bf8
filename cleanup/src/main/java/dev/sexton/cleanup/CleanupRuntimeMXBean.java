package dev.sexton.cleanup;

/**
 * One runtime as JMX shows it.
 *
 * <p>Its name is {@code dev.sexton.cleanup:type=CleanupRuntime,name="NAME"}. If several runtimes of the same name are in use, the
 * names of the others end with {@code ,instance=2} and so on.
 *
 * <p>A runtime is registered with the JVM's platform MBean server while it has a sweeper: from its first {@code add} until nothing
 * has been live for the idle timeout, or until it is closed. Sexton never starts JMX. It registers the MBean within one
 * sweep interval after an application, server or attached tool has started it.
 *
 * <p>The attribute {@code Stats} is one consistent reading. The other attributes show the same figures one by one, for tools that
 * draw only numbers. Attributes that are asked for within 50 ms of each other, one by one or all at once, are shown from the
 * same reading, which takes about half a millisecond per million live cleanups. So a value may be up to 50 ms old.
 *
 * @since 0.2.0
 */
public interface CleanupRuntimeMXBean extends CleanupStatsData {
    /**
     * Returns the name that the builder was given.
     *
     * @return the name
     */
    String getName();

    /**
     * Returns all figures, of one reading.
     *
     * @return the reading
     */
    CleanupStatsData getStats();
}
