package dev.sexton.cli.top;

/** Thrown for a process that cannot be attached to; the message says why, and what to do. */
final class UnattachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnattachableException(String message) {
        super(message);
    }
}
