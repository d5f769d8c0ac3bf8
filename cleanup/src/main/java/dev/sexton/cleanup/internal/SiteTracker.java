package dev.sexton.cleanup.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Decides which registrations remember their site, all or some taken at random, and wraps their actions. */
final class SiteTracker {
    private final int oneIn;
    private final boolean withCreator;

    /** The {@code oneIn} is at least 1. */
    SiteTracker(int oneIn, boolean withCreator) {
        this.oneIn = oneIn;
        this.withCreator = withCreator;
    }

    <A> Consumer<? super A> track(Object object, Consumer<? super A> action) {
        return isDue() ? new Sited.SitedConsumer<>(action, Origin.of(object, withCreator)) : action;
    }

    LongConsumer trackLong(Object object, LongConsumer action) {
        return isDue() ? new Sited.SitedLongConsumer(action, Origin.of(object, withCreator)) : action;
    }

    private boolean isDue() {
        return oneIn == 1 || ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }
}
