/** The JVM's collector: whether a collection has ended, and which objects it may have found dead. */
@NullMarked
package dev.sexton.cleanup.internal.gc;

import org.jspecify.annotations.NullMarked;
