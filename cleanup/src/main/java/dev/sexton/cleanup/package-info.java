/**
 * Cleanups: an action that runs some time after an object becomes unreachable.
 */
@NullMarked
package dev.sexton.cleanup;

import org.jspecify.annotations.NullMarked;
