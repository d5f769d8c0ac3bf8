package dev.sexton.verify.soak;

/** The exception of an action that is to fail. */
final class PlannedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: it is thrown by the thousand. */
    PlannedFailure() {
        super("planned", null, false, false);
    }
}
