package dev.sexton.doctor;

import dev.sexton.doctor.internal.report.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cleanups that can never run, all by the same mistake: what they hold reaches the object whose death they wait for.
 *
 * @since 0.2.0
 */
public final class Finding {
    private final Found found;

    /**
     * The state of the objects.
     *
     * @since 0.2.0
     */
    public enum Kind {
        /** Nothing holds the objects, or some of them, but cleanups that can never run. */
        LEAKED,
        /** Others hold all of the objects now. An object leaks as soon as they let it go. */
        WILL_LEAK
    }

    Finding(Found found) {
        this.found = found;
    }

    /** {@return whether objects have leaked already} */
    public Kind kind() {
        return found.leaked() > 0 ? Kind.LEAKED : Kind.WILL_LEAK;
    }

    /** {@return what mistake it is} */
    public Cause cause() {
        return found.cause();
    }

    /** {@return whether it takes several cleanups, each of which holds an object that another one waits for} */
    public boolean isMutual() {
        return cause() == Cause.MUTUAL || cause() == Cause.MUTUAL_VALUES;
    }

    /** {@return the class of the reference objects, such as {@code java.util.WeakHashMap$Entry}} */
    public String reference() {
        return found.reference();
    }

    /** {@return the class of the objects whose death they wait for} */
    public String object() {
        return found.object();
    }

    /** {@return how many there are: those that have leaked and those that will} */
    public int count() {
        return leaked() + willLeak();
    }

    /** {@return how many of the objects have leaked: nothing but cleanups that can never run holds them} */
    public int leaked() {
        return found.leaked();
    }

    /** {@return how many of the objects others hold now; these leak as soon as they are let go} */
    public int willLeak() {
        return found.willLeak();
    }

    /**
     * Returns an estimate of the bytes that only these objects and their cleanups hold. If several findings hold an object
     * together, it is counted in the first of them.
     *
     * @return bytes
     */
    public long retainedBytes() {
        return found.retainedBytes();
    }

    /**
     * Returns where the reference object hangs, or one of them: a static field and the map in it, or the thread and its
     * {@code ThreadLocal}.
     *
     * @return the shortest path from a root to the reference object, by way of objects that others hold
     */
    public Optional<RootPath> where() {
        return found.where();
    }

    /**
     * Returns the cleanups that cannot run as a consequence of this finding: they hang in the objects that these cleanups hold, and
     * go when those go. They are not findings of their own.
     *
     * @return how many there are for each class of objects that they wait for, in no particular order; empty if there are none
     */
    public Map<String, Integer> consequences() {
        return found.consequences();
    }

    /** {@return the path from what the reference object holds to the object that it waits for} */
    public List<Step> path() {
        return found.path();
    }

    /** {@return the path in one line, such as {@code lambda in com.acme.Buffer → arg$1 → com.acme.Buffer}} */
    public String pathInWords() {
        return RootPath.inWords(path());
    }

    /** {@return kind, count and path in words} */
    @Override
    public String toString() {
        return kind() + " " + count() + " × " + pathInWords();
    }
}
