/** The registered cleanups: specials in the slots of spans. */
@NullMarked
package dev.sexton.cleanup.internal.slots;

import org.jspecify.annotations.NullMarked;
