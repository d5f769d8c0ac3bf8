package dev.sexton.cleanup;

import dev.sexton.cleanup.internal.watch.LeakReport;
import org.jspecify.annotations.Nullable;

/**
 * A report of objects that were registered at one site, and were collected without being closed.
 *
 * <p>Only objects whose site was recorded are counted: if {@link CleanupRuntime.Builder#sampleSites} records one site in a hundred,
 * a count of 3 stands for some 300 objects. Two reports are equal if all their values are.
 *
 * @since 0.2.0
 */
public final class Leak {
    private final LeakReport report;

    Leak(LeakReport report) {
        this.report = report;
    }

    /**
     * Returns the name of the runtime that the objects were registered with.
     *
     * @return the name
     */
    public String runtime() {
        return report.runtime();
    }

    /**
     * Returns the name of the objects' class, which implements {@link AutoCloseable}.
     *
     * @return the binary name
     */
    public String type() {
        return report.type();
    }

    /**
     * Returns the line that registered the cleanups, most often in the objects' class itself.
     *
     * @return the innermost stack frame outside this library
     */
    public StackTraceElement site() {
        return report.site();
    }

    /**
     * Returns the line that made the objects and most likely should have closed them: the first frame further out than
     * {@link #site()} that is neither in the same class nor in a constructor.
     *
     * @return the frame; the same as {@code site()} if there is none
     */
    public StackTraceElement creator() {
        return report.creator();
    }

    /**
     * Returns how many objects were found since the previous report of this site.
     *
     * @return at least 1
     */
    public long count() {
        return report.count();
    }

    /**
     * Returns how many objects of this site were found since the runtime was made.
     *
     * @return at least {@link #count()}
     */
    public long total() {
        return report.total();
    }

    /**
     * Returns the report in words.
     *
     * @return one line
     */
    public String message() {
        return report.message();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leak leak && report.equals(leak.report);
    }

    @Override
    public int hashCode() {
        return report.hashCode();
    }

    @Override
    public String toString() {
        return "Leak[" + message() + "]";
    }
}
