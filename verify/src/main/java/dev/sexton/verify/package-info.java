/** Where {@code ./sexton soak} enters. */
@NullMarked
package dev.sexton.verify;

import org.jspecify.annotations.NullMarked;
