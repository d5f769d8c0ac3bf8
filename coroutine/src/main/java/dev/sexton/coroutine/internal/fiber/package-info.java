/** Second stacks for bodies, on continuations and on threads. */
@NullMarked
package dev.sexton.coroutine.internal.fiber;

import org.jspecify.annotations.NullMarked;
