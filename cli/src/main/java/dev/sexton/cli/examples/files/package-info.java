/** The parts that both examples share: directories, and a walk over everything below one. */
@NullMarked
package dev.sexton.cli.examples.files;

import org.jspecify.annotations.NullMarked;
