/**
 * The mechanism; nothing in here or in the packages below is API. {@link dev.sexton.coroutine.internal.Coroutines} is the way in
 * from the API. The packages below it depend on each other in one direction only: {@code stage} → {@code source} → {@code coro} → {@code lock} →
 * {@code fiber} → {@code failure} → {@code settings}.
 */
@NullMarked
package dev.sexton.coroutine.internal;

import org.jspecify.annotations.NullMarked;
