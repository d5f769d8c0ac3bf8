/** The places where cleanups were registered. */
@NullMarked
package dev.sexton.cleanup.internal.site;

import org.jspecify.annotations.NullMarked;
