/** The figures behind the extension, and the heap dump behind the path. */
@NullMarked
package dev.sexton.junit.internal;

import org.jspecify.annotations.NullMarked;
