package dev.sexton.doctor;

/**
 * Receives how far long work is. It is called in the thread that does the work, some hundred times for a dump of any size.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface Progress {
    /** Ignores it. */
    Progress NONE = (phase, percent) -> {};

    /**
     * Receives how far the work is.
     *
     * @param phase what is being done, in words, such as "reading" or "marking"
     * @param percent how much of this phase is done, from 0 to 100
     */
    void at(String phase, int percent);
}
