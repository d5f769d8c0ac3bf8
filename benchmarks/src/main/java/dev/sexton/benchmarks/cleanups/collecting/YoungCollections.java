package dev.sexton.benchmarks.cleanups.collecting;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** Makes young collections happen, one after the other. */
final class YoungCollections {
    private static final int CHUNK = 16 * 1024;

    /** Holds the garbage, so that it is not optimised away. */
    static volatile byte[] sink = {};

    private static final GarbageCollectorMXBean YOUNG = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(bean -> bean.getName().contains("Young"))
            .findFirst()
            .orElseThrow();

    private YoungCollections() {}

    /** Fills the young generation until it has been collected the given number of times. */
    static void make(int times, long nanosBetween) {
        for (int i = 0; i < times; i++) {
            long before = YOUNG.getCollectionCount();
            while (YOUNG.getCollectionCount() == before) {
                sink = new byte[CHUNK];
            }
            LockSupport.parkNanos(nanosBetween);
        }
    }
}
