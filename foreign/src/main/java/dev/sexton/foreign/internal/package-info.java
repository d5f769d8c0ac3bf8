/** Finds the object that a segment's cleanup is attached to: {@link dev.sexton.foreign.internal.SegmentLife}. */
@NullMarked
package dev.sexton.foreign.internal;

import org.jspecify.annotations.NullMarked;
