/**
 * Diagnosis of heap dumps: cleanups that can never run, and why an object is reachable.
 */
@NullMarked
package dev.sexton.doctor;

import org.jspecify.annotations.NullMarked;
