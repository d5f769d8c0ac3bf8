/** The example {@code sexton demo}: cleanups close the descriptors of files that are forgotten. */
@NullMarked
package dev.sexton.cli.examples.demo;

import org.jspecify.annotations.NullMarked;
