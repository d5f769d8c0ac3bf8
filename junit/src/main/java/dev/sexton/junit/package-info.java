/**
 * Checks for JUnit 5 and 6 tests. {@link dev.sexton.junit.CleanupExtension} fails a test that leaves cleanups behind;
 * {@link dev.sexton.junit.Reachability} fails when an object cannot be collected, and says who holds it.
 */
@NullMarked
package dev.sexton.junit;

import org.jspecify.annotations.NullMarked;
