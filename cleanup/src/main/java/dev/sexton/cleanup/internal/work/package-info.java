/** The queue of cleanups that are to run, and the workers that run them. */
@NullMarked
package dev.sexton.cleanup.internal.work;

import org.jspecify.annotations.NullMarked;
