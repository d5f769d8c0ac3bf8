/**
 * Micrometer meters over the figures of a cleanup runtime.
 */
@NullMarked
package dev.sexton.micrometer;

import org.jspecify.annotations.NullMarked;
