/** The example {@code sexton fringe}: two coroutines walk two directory trees in lockstep. */
@NullMarked
package dev.sexton.cli.examples.fringe;

import org.jspecify.annotations.NullMarked;
