/**
 * Cleanups on memory segments: {@link dev.sexton.foreign.SegmentCleanups}.
 *
 * <p>All methods of this package throw {@link NullPointerException} if an argument is null, unless its description says otherwise.
 *
 * @since 0.2.0
 */
@NullMarked
package dev.sexton.foreign;

import org.jspecify.annotations.NullMarked;
