package dev.sexton.cleanup.internal.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * The JVM's collector, noticed by canaries: phantom references with a queue. When one comes out of the queue, a collection has
 * happened.
 *
 * Any collection finds the young canary; only a collection of old objects finds the old one. While no canary is old enough, any
 * collection may have been one of old objects, for all that is known.
 *
 * There are two things that the canaries do not tell. A concurrent collection may begin before one is armed and clear specials after
 * the sweep that the previous one started. And an old object may be found dead by a collection of some old objects that passes over
 * the canary. Then the next collection, or the sweeper's backstop, finds them.
 */
/** The JVM's collector, noticed by canaries. */
public final class CanaryCycle implements GcCycle {
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();
    private final YoungCanary young = new YoungCanary(dead);
    private final OldCanary old = new OldCanary(dead);
    private final RequestedCollections requested = RequestedCollections.by(System::gc);

    /** Called at each notice of the JVM's; replaced by tests. */
    private final Runnable onNotice;

    /** Null while nobody is in a hurry. This and the next: for the sweeper's thread alone. */
    private @Nullable GcNotices notices;

    /** Whether there is no source of notices. */
    private boolean unnoticed;

    /** Makes a cycle that is not armed. */
    public CanaryCycle() {
        this.onNotice = young::hurry;
    }

    CanaryCycle(Runnable onNotice) {
        this.onNotice = onNotice;
    }

    @Override
    public void arm() {
        young.arm();
        old.arm(young.collections());
    }

    @Override
    public Collected await(long nanos) throws InterruptedException {
        // Zero would mean forever.
        Reference<?> next = dead.remove(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        boolean any = false;
        for (; next != null; next = dead.poll()) {
            any |= young.cameOut(next) || old.cameOut(next); // else one that was already known to be dead
        }
        if (!any) {
            return Collected.NOTHING;
        }
        old.hold(young.collections());
        return old.isAlive() ? Collected.YOUNG : Collected.ALL;
    }

    @Override
    public int collections() {
        return young.collections();
    }

    @Override
    public void hurry(boolean worthwhile) {
        if (worthwhile && notices == null && !unnoticed) {
            try {
                notices = GcNotices.start(onNotice);
            } catch (Throwable noManagementModule) {
                unnoticed = true; // or no memory; it is but a convenience
            }
        } else if (!worthwhile && notices != null) {
            notices.stop();
            notices = null;
        }
    }

    @Override
    public boolean collect(long nanos) throws InterruptedException {
        return requested.collect(nanos);
    }

    @Override
    public void interrupt() {
        young.release();
    }

    @Override
    public boolean isNever() {
        try {
            return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                    .anyMatch(collector -> collector.getName().startsWith("Epsilon"));
        } catch (LinkageError noManagementModule) {
            return false;
        }
    }
}
