/**
 * Diagnosis of heap dumps: finds cleanups that can never run, and why an object is reachable.
 *
 * <p>A {@code null} argument leads to a {@link NullPointerException}; no method returns {@code null}.
 *
 * @since 0.2.0
 */
@NullMarked
package dev.sexton.doctor;

import org.jspecify.annotations.NullMarked;
