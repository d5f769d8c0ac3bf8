/** What both examples share: directories, and a walk over all that is below one. */
@NullMarked
package dev.sexton.cli.examples.files;

import org.jspecify.annotations.NullMarked;
