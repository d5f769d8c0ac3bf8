/**
 * The mechanism. {@link dev.sexton.cleanup.internal.Engine} is the door. The packages read as the data flows, and each knows only
 * those to its right:
 *
 * <pre>
 * internal → sweep → gc → work → watch → slots → site
 * </pre>
 *
 * An {@code add} goes from the engine straight to {@code slots}. A collection, noticed in {@code gc}, leads to a sweep, which takes the
 * specials of dead objects out of their slots; {@code work} runs them, under the eyes of {@code watch}. Classes that are public in these
 * packages is for the other ones: none of them is exported to users.
 */
@NullMarked
package dev.sexton.cleanup.internal;

import org.jspecify.annotations.NullMarked;
