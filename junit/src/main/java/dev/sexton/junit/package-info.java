/**
 * Checks for tests with JUnit 5 and 6. {@link dev.sexton.junit.CleanupExtension} fails a test that leaves cleanups;
 * {@link dev.sexton.junit.Reachability} fails if an object cannot be collected, and shows what holds it.
 *
 * <p>All methods and constructors of this package throw {@link NullPointerException} if an argument is null.
 *
 * @since 0.2.0
 */
@NullMarked
package dev.sexton.junit;

import org.jspecify.annotations.NullMarked;
