/** The mechanism. {@link dev.sexton.coroutine.internal.Coroutines} is the way in; nothing here is API. */
@NullMarked
package dev.sexton.coroutine.internal;

import org.jspecify.annotations.NullMarked;
