/** A class before and after its move from {@code java.lang.ref.Cleaner}. */
@NullMarked
package dev.sexton.examples.migration;

import org.jspecify.annotations.NullMarked;
