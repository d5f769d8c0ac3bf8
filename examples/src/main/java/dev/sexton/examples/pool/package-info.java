/** A connection pool that gets its lost connections back. */
@NullMarked
package dev.sexton.examples.pool;

import org.jspecify.annotations.NullMarked;
