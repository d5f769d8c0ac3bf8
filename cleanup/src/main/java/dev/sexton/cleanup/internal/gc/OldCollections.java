package dev.sexton.cleanup.internal.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Counts the collections of old objects. A young canary does not tell these from others, and there is no old canary at hand whenever
 * somebody asks for a collection; so the JVM's own counters have to. The names are those of HotSpot's collectors from Java 17 on. One
 * without a counter of its own, such as G1's concurrent one up to Java 19, is not noticed.
 */
final class OldCollections {
    /** Those that leave old objects alone, and counters of pauses within a collection. */
    private static final Set<String> OTHERS = Set.of("Copy", "PS Scavenge", "G1 Young Generation", "ZGC Minor Cycles");

    /** The counters of collections in which the program stands still, and of those that it runs beside. */
    private final List<GarbageCollectorMXBean> stopping;

    private final List<GarbageCollectorMXBean> concurrent;

    private final long stoppingBefore;
    private final long concurrentBefore;

    /** Begins to count; null if there is no module java.management. */
    static @Nullable OldCollections countedFromNowOn() {
        try {
            return new OldCollections();
        } catch (LinkageError noManagementModule) {
            return null;
        }
    }

    private OldCollections() {
        List<GarbageCollectorMXBean> all = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
        stopping = all.stream()
                .filter(bean -> isOfTheOld(bean.getName()) && !isConcurrent(bean.getName()))
                .toList();
        concurrent = all.stream().filter(bean -> isConcurrent(bean.getName())).toList();
        stoppingBefore = count(stopping);
        concurrentBefore = count(concurrent);
    }

    static boolean isOfTheOld(String name) {
        return !OTHERS.contains(name) && !name.endsWith("Pauses");
    }

    static boolean isConcurrent(String name) {
        return isOfTheOld(name) && (name.contains("Concurrent") || name.endsWith("Cycles"));
    }

    private static long count(List<GarbageCollectorMXBean> collectors) {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** Whether there are some that it does not count: the concurrent ones of G1 up to Java 19. */
    boolean missesSome() {
        return concurrent.isEmpty()
                && stopping.stream().anyMatch(bean -> bean.getName().startsWith("G1"));
    }

    /** Whether one has ended. */
    boolean anyEnded() {
        return count(stopping) > stoppingBefore || count(concurrent) > concurrentBefore;
    }

    /** Whether one has begun and ended: a concurrent one that has ended may have begun before, and only the next one has not. */
    boolean anyBegunAndEnded() {
        return count(stopping) > stoppingBefore || count(concurrent) > concurrentBefore + 1;
    }
}
