package dev.sexton.verify.soak;

/** What an action throws that is to fail. */
final class PlannedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: it is thrown by the thousand. */
    PlannedFailure() {
        super("planned", null, false, false);
    }
}
