package dev.sexton.cli.examples.demo;

import java.time.Duration;

/** No descriptor has come back for so long that none will. */
final class OutOfDescriptorsException extends Exception {
    private static final long serialVersionUID = 1;

    static final String REMEDY =
            "let the JVM collect on request (no -XX:+DisableExplicitGC, not the Epsilon collector)";

    OutOfDescriptorsException(long open, Duration patience) {
        super("no file descriptor has come back for " + patience.toMillis() + " ms, with " + open
                + " open, so the files that remain cannot be opened: raise --limit or ulimit -n, and " + REMEDY);
    }
}
