/** Collections of ints and longs that box nothing, for tens of millions of elements. */
@NullMarked
package dev.sexton.doctor.internal.primitives;

import org.jspecify.annotations.NullMarked;
