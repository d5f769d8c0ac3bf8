/**
 * Micrometer meters over the statistics of a cleanup runtime.
 *
 * <p>All methods and constructors of this package throw {@link NullPointerException} if an argument is null.
 *
 * @since 0.2.0
 */
@NullMarked
package dev.sexton.micrometer;

import org.jspecify.annotations.NullMarked;
