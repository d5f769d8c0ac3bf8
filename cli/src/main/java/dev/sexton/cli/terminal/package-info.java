/** The parts that the commands share: a terminal, and a line on it that shows their progress. */
@NullMarked
package dev.sexton.cli.terminal;

import org.jspecify.annotations.NullMarked;
