/**
 * The mechanism. {@link dev.sexton.cleanup.internal.Engine} is the door; read on from there in the order in which the data
 * flows:
 *
 * <pre>
 * Engine → SpanRegistry → Span ⟵ Sweeper ⟵ GcCycle
 *              Special                │
 *                                     ▼
 *              CleanupBlock → CleanupQueue → WorkerPool → Worker → action(argument)
 * </pre>
 */
@NullMarked
package dev.sexton.cleanup.internal;

import org.jspecify.annotations.NullMarked;
