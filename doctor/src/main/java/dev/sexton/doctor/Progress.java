package dev.sexton.doctor;

/** Told how far long work has come; called in the thread that does the work, some hundred times for a dump of any size. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (phase, percent) -> {};

    /**
     * The work has come this far.
     *
     * @param phase what is being done, in words: "reading", "marking" …
     * @param percent how much of this phase is done, 0 to 100
     */
    void at(String phase, int percent);
}
