/** The exceptions that the mechanism throws on behalf of the API. */
@NullMarked
package dev.sexton.coroutine.internal.failure;

import org.jspecify.annotations.NullMarked;
