/** A paged source as a sequence that fetches only the pages that are needed. */
@NullMarked
package dev.sexton.examples.pages;

import org.jspecify.annotations.NullMarked;
