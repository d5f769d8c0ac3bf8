/** From cleanups that can never run to findings: grouped by mistake, with path, cause and bytes. */
@NullMarked
package dev.sexton.doctor.internal.report;

import org.jspecify.annotations.NullMarked;
