/** Cleanups on memory segments: {@link dev.sexton.foreign.SegmentCleanups}. */
@NullMarked
package dev.sexton.foreign;

import org.jspecify.annotations.NullMarked;
