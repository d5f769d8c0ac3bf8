package dev.sexton.cleanup.internal.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/*
 * The JVM's notices that a collection has ended. One comes a millisecond or two after the end, while a canary waits its turn in
 * the reference handler, behind all other references the collection has cleared: with two million of them some 30 ms. Listening
 * costs nothing while nothing is collected; but the first listener of a JVM costs some 30 ms of loading.
 */
final class GcNotices {
    private final NotificationListener listener;
    private final List<NotificationEmitter> collectors;

    private GcNotices(Runnable onEnd, List<NotificationEmitter> collectors) {
        this.listener = (notification, handback) -> onEnd.run();
        this.collectors = collectors;
    }

    /** Throws a LinkageError if there is no module java.management. */
    static GcNotices start(Runnable onEnd) {
        GcNotices notices = new GcNotices(
                onEnd,
                ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                        .filter(NotificationEmitter.class::isInstance)
                        .map(NotificationEmitter.class::cast)
                        .toList());
        try {
            for (NotificationEmitter collector : notices.collectors) {
                collector.addNotificationListener(notices.listener, null, null);
            }
        } catch (Throwable halfWay) {
            notices.stop();
            throw halfWay;
        }
        return notices;
    }

    void stop() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException neverAdded) {
                // As intended.
            }
        }
    }
}
