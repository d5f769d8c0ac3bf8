package dev.sexton.cleanup.internal.gc;

/** Which objects may have been found dead since the cycle was armed. */
public enum Collected {
    NOTHING,

    /** Young objects; as far as is known, no others. */
    YOUNG,

    /** Perhaps old ones as well. */
    ALL
}
