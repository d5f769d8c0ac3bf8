/** The soak: random use of the library for a long time, with an account of every cleanup. */
@NullMarked
package dev.sexton.verify.soak;

import org.jspecify.annotations.NullMarked;
