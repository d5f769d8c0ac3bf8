/**
 * The command line: {@code sexton demo} shows the library at work on real files.
 */
@NullMarked
package dev.sexton.cli;

import org.jspecify.annotations.NullMarked;
