/** Sequences, and the sources from which pulls and coroutines take their values. */
@NullMarked
package dev.sexton.coroutine.internal.source;

import org.jspecify.annotations.NullMarked;
