/** The tool {@code sexton top}: shows what the cleanup runtimes of a running JVM are doing. */
@NullMarked
package dev.sexton.cli.top;

import org.jspecify.annotations.NullMarked;
