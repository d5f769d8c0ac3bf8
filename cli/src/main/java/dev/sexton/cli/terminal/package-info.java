/** What the commands share: a terminal, and a line on it that shows how far they are. */
@NullMarked
package dev.sexton.cli.terminal;

import org.jspecify.annotations.NullMarked;
