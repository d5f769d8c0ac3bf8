/**
 * Runs an action some time after an object becomes unreachable.
 *
 * <p>{@link Cleanups} registers actions with a runtime that the whole JVM shares; a {@link CleanupRuntime} is a separate one.
 * {@link Cleanup} is the handle of a registered action, and {@link Guarded} separates a handle that users may lose from a body
 * that outlives it.
 *
 * <p>All methods and constructors of this package throw {@link NullPointerException} if an argument is null, unless its
 * description says otherwise.
 *
 * @since 0.2.0
 */
@NullMarked
package dev.sexton.cleanup;

import org.jspecify.annotations.NullMarked;
