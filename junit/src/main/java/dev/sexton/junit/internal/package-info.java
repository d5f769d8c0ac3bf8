/** The statistics that the extension compares, and the heap dump that shows a path. */
@NullMarked
package dev.sexton.junit.internal;

import org.jspecify.annotations.NullMarked;
