/** The system properties of this module. */
@NullMarked
package dev.sexton.coroutine.internal.settings;

import org.jspecify.annotations.NullMarked;
