/** The tool {@code sexton doctor}: finds the cleanups of a heap dump or a running JVM that can never run. */
@NullMarked
package dev.sexton.cli.doctor;

import org.jspecify.annotations.NullMarked;
