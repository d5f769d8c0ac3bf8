/** What a segment's cleanup keeps to: {@link dev.sexton.foreign.internal.SegmentLife}. */
@NullMarked
package dev.sexton.foreign.internal;

import org.jspecify.annotations.NullMarked;
