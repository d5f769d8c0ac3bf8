package dev.sexton.cleanup.internal.gc;

/** What has been collected since the cycle was armed. */
public enum Collected {
    NOTHING,

    /** The young objects: no other has died, or not as far as is known. */
    YOUNG,

    /** The old ones may have been collected as well. */
    ALL
}
