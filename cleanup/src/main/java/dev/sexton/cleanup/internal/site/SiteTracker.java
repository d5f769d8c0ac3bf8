package dev.sexton.cleanup.internal.site;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Decides which registrations record their site, all of them or some chosen at random, and wraps the actions of those. */
public final class SiteTracker {
    private final int oneIn;
    private final boolean withCreator;

    /** Makes a tracker of one in {@code oneIn} registrations, which is at least 1. */
    public SiteTracker(int oneIn, boolean withCreator) {
        this.oneIn = oneIn;
        this.withCreator = withCreator;
    }

    /** Returns the action, with its site if this registration was chosen. */
    public <A extends @Nullable Object> Consumer<? super A> track(Object object, Consumer<? super A> action) {
        return isChosen() ? new SitedAction.OfObject<>(action, RegistrationSite.of(object, withCreator)) : action;
    }

    /** Returns the action, with its site if this registration was chosen. */
    public LongConsumer trackLong(Object object, LongConsumer action) {
        return isChosen() ? new SitedAction.OfLong(action, RegistrationSite.of(object, withCreator)) : action;
    }

    private boolean isChosen() {
        return oneIn == 1 || ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }
}
