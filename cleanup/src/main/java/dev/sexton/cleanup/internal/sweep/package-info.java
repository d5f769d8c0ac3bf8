/** Sweeps: after each collection, the specials of dead objects are taken out of their slots and queued. */
@NullMarked
package dev.sexton.cleanup.internal.sweep;

import org.jspecify.annotations.NullMarked;
