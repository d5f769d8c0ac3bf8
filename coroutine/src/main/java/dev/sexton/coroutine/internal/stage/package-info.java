/** Sequences that are made from other sequences: the combinators of {@code Seq}. */
@NullMarked
package dev.sexton.coroutine.internal.stage;

import org.jspecify.annotations.NullMarked;
