package dev.sexton.doctor;

import java.io.IOException;

/**
 * Thrown if there is no heap dump that can be examined. The message is one sentence that says why, and what to do about it.
 *
 * @since 0.2.0
 */
public class UnusableDumpException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message one sentence for the user
     */
    public UnusableDumpException(String message) {
        super(message);
    }
}
