package dev.sexton.cli.top;

/** A process cannot be looked into; the message says why, and what to do. */
final class UnattachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnattachableException(String message) {
        super(message);
    }
}
