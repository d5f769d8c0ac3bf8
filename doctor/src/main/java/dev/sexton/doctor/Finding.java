package dev.sexton.doctor;

import java.util.List;

/**
 * Cleanups that can never run, all for the same reason.
 *
 * @param kind whether their objects have leaked already
 * @param mutual whether it takes several cleanups, each of which holds an object that another one waits for
 * @param reference the class of the reference objects, such as {@code java.util.WeakHashMap$Entry}
 * @param object the class of the objects whose death they wait for
 * @param count how many there are
 * @param retainedBytes an estimate of the bytes that nothing but these objects and their cleanups hold; what several
 *     findings hold together is counted in the first of them
 * @param path from what the reference object holds to the object it waits for
 * @param remedy what to write instead
 */
public record Finding(
        Kind kind,
        boolean mutual,
        String reference,
        String object,
        int count,
        long retainedBytes,
        List<Step> path,
        String remedy) {

    /** What has become of the objects. */
    public enum Kind {
        /** Nothing but cleanups that can never run holds them. */
        LEAKED,
        /** Others hold them now; once those let go, they leak. */
        NEVER
    }

    /** Copies the list. */
    public Finding {
        path = List.copyOf(path);
    }

    /**
     * The path in one line.
     *
     * @return for example {@code lambda in com.acme.Buffer → arg$1 → com.acme.Buffer}
     */
    public String pathInWords() {
        return RootPath.inWords(path);
    }
}
