package dev.sexton.cli.examples.demo;

import java.nio.file.Path;

/** A file cannot be opened or read to its end. The demo counts it and goes on. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(Path file, int errno) {
        super(file + ": errno " + errno, null, false, false); // one of many, and expected: no stack trace
    }
}
