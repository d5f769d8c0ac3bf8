package dev.sexton.doctor;

/**
 * Something that is missing from a dump, or wrong in it, and without which it was examined all the same.
 *
 * @param kind what is missing
 * @param count how much of it
 * @since 0.2.0
 */
public record Gap(Kind kind, long count) {
    /**
     * The kinds of gaps.
     *
     * @since 0.2.0
     */
    public enum Kind {
        /** Objects whose class is not in the dump: what they refer to is not known. */
        OBJECTS_WITHOUT_CLASS,
        /** Lengths of heap segments that have overflowed: the lengths were found out by reading. */
        OVERFLOWED_LENGTHS,
        /** Zero bytes after the end. */
        PADDING,
        /** No class is a root. All of these classes were taken for roots, so leaked class loaders are not found. */
        NO_CLASS_ROOTS
    }

    /** {@return the gap in words} */
    @Override
    public String toString() {
        return switch (kind) {
            case OBJECTS_WITHOUT_CLASS ->
                "the classes of " + count + " objects are missing, so it is not known what these refer to";
            case OVERFLOWED_LENGTHS ->
                "the lengths of " + count + " heap segments have overflowed, and were found out by reading";
            case PADDING -> count + " zero bytes follow the end";
            case NO_CLASS_ROOTS ->
                "no class is a root in it, so all " + count
                        + " classes were taken for roots: class loaders that have leaked are not found";
        };
    }
}
