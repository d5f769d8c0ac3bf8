/** How a thread is locked to its OS thread. */
@NullMarked
package dev.sexton.coroutine.internal.lock;

import org.jspecify.annotations.NullMarked;
