/** Reports to people and tools: leaks, failures, the flight recorder, JMX, the log. */
@NullMarked
package dev.sexton.cleanup.internal.watch;

import org.jspecify.annotations.NullMarked;
