/** The dump as a graph of objects, and what can be found out from it by marking and searching. */
@NullMarked
package dev.sexton.doctor.internal.graph;

import org.jspecify.annotations.NullMarked;
