/** Coroutines: their states, the rules of who may resume and yield, and what happens to those that nobody closes. */
@NullMarked
package dev.sexton.coroutine.internal.coro;

import org.jspecify.annotations.NullMarked;
