package dev.sexton.doctor;

import java.io.IOException;

/** There is no heap dump to examine: the message is one sentence that says why, and what to do about it. */
public class UnusableDumpException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * For a dump that cannot be used.
     *
     * @param message one sentence for the user
     */
    public UnusableDumpException(String message) {
        super(message);
    }
}
