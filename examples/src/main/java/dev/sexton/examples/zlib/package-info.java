/** A native zlib stream that is closed by hand or ended by a cleanup. */
@NullMarked
package dev.sexton.examples.zlib;

import org.jspecify.annotations.NullMarked;
