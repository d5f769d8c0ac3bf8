/** Classes that use each other in a ring, for the twins of the test. */
@NullMarked
package dev.sexton.site.architecture.planted.attic;

import org.jspecify.annotations.NullMarked;
